-- Drives Neovim as an author would. Run by `.ci/real/neovim`, in a folder with a lint.toml.

local note = [[
Harbour Notes # 12, 15 May 2021

Port Ellery: Dockers return to work
Ines Okafor

What was seen?
On 31 June, the dockers of Port Ellery voted to return to work.

Why now?
Firstly, the strike fund. The union had run out of money by the second week.

Second, the season. Fruit from the hinterland does not keep.
]]

local function fail(said)
  io.stderr:write("NOT as it should be: " .. said .. "\n")
  os.exit(1)
end

local function holds(what, met)
  if not vim.wait(20000, met, 20) then
    fail(what .. "\n" .. vim.inspect(vim.diagnostic.get(0)))
  end
  print("  " .. what)
end

vim.fn.writefile(vim.split(note, "\n"), "notes/12.txt", "b")
vim.cmd.edit("notes/12.txt")
local client = vim.lsp.start({ name = "copydesk", cmd = { vim.env.COPYDESK, "server" }, root_dir = vim.fn.getcwd() })
if not client then fail("the server starts") end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do found[diagnostic.code] = diagnostic end
  return found
end

holds("a note is opened and its findings are shown", function() return codes()["impossible-date"] and codes()["ordinal-form"] end)
local bad = codes()["impossible-date"]
if bad.lnum ~= 6 or bad.col ~= 3 or bad.end_col ~= 10 or bad.severity ~= vim.diagnostic.severity.ERROR then fail(vim.inspect(bad)) end

vim.api.nvim_win_set_cursor(0, { 10, 1 })
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
holds("a quick fix mends the ordinal", function() return vim.fn.getline(10):match("^First, ") end)
holds("and its finding is gone", function() return not codes()["ordinal-form"] end)

vim.fn.setline(7, "On 11 May, the dockers of Port Ellery voted  to return to work.")
vim.lsp.buf.code_action({ apply = true, context = { only = { "source.fixAll.copydesk" }, diagnostics = {} } })
holds("all that is safe is mended", function() return vim.fn.getline(7) == "On 11 May, the dockers of Port Ellery voted to return to work." end)
holds("and nothing is found any more", function() return next(codes()) == nil end)

local function asks(method, line, column)
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = column } }
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  return (answers[client] or {}).result
end

local hover = asks("textDocument/hover", 6, 4)
if not hover or not hover.contents.value:match("Tuesday, 11 May 2021") then fail("a hover: " .. vim.inspect(hover)) end
print("  a pointer on a date is told its weekday")

vim.api.nvim_buf_set_lines(0, 7, -1, false, { "", "Wh" })
local offered = asks("textDocument/completion", 8, 2)
if not offered or not offered[1] or offered[1].label ~= "Why now?" then fail("a heading: " .. vim.inspect(offered)) end
vim.lsp.util.apply_text_edits({ offered[1].textEdit }, vim.api.nvim_get_current_buf(), "utf-8")
if vim.fn.getline(9) ~= "Why now?" then fail(vim.fn.getline(9)) end
print("  a heading is completed")

local connection = vim.lsp.get_client_by_id(client)
connection:stop()
holds("the server ends", function() return vim.lsp.get_client_by_id(client) == nil end)
os.exit(0)
