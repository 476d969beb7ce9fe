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

local connection = vim.lsp.get_client_by_id(client)
connection:stop()
holds("the server ends", function() return vim.lsp.get_client_by_id(client) == nil end)
os.exit(0)
