-- Drives Neovim as an author would. Run by `.ci/real/neovim`, in a folder with a lint.toml.

local note = [[
Harbour Notes # 12, 15 May 2021

Port Ellery: Dockers return to work
Ines Okafor

What was seen?
On 31 June, the dockers of Port Ellery voted to return to work, as Harbour Notes # 11 foresaw.

Why now?
Firstly, the strike fund. The union had run out of money by the second week.

Second, the season. Fruit from the hinterland does not keep.
]]

local before = [[
# Harbour Notes # 11, 8 May 2021

Port Ellery: Dockers on strike

Ines Okafor

## What was seen?

On 3 May, the dockers of Port Ellery walked out.

## Why now?

First, the wages. The union had not asked for more in five years.

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
vim.fn.writefile(vim.split(before, "\n"), "notes/11.md", "b")
vim.cmd.edit("notes/12.txt")
local client = vim.lsp.start({ name = "copydesk", cmd = { vim.env.COPYDESK, "server" }, root_dir = vim.fn.getcwd(), init_options = { inlayHints = true } })
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

vim.fn.setline(7, "On 11 May, the dockers of Port Ellery voted  to return to work, as Harbour Notes # 11 foresaw.")
vim.lsp.buf.code_action({ apply = true, context = { only = { "source.fixAll.copydesk" }, diagnostics = {} } })
holds("all that is safe is mended", function() return vim.fn.getline(7) == "On 11 May, the dockers of Port Ellery voted to return to work, as Harbour Notes # 11 foresaw." end)
holds("and nothing is found any more", function() return next(codes()) == nil end)

local function asks(method, line, column)
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = column } }
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  return (answers[client] or {}).result
end

local hover = asks("textDocument/hover", 6, 4)
if not hover or not hover.contents.value:match("Tuesday, 11 May 2021") then fail("a hover: " .. vim.inspect(hover)) end
print("  a pointer on a date is told its weekday")

vim.lsp.inlay_hint.enable(true)
holds("and it stands beside it, where that is asked for", function()
  local hint = vim.lsp.inlay_hint.get({ bufnr = 0 })[1]
  return hint and vim.inspect(hint.inlay_hint.label):match("Tuesday")
end)

vim.lsp.buf.document_symbol({ on_list = function(list) vim.g.outline = table.concat(vim.tbl_map(function(item) return item.text end, list.items), "\n") end })
holds("the outline has sections, points and dates", function()
  local outline = vim.g.outline or ""
  return outline:match("What was seen") and outline:match("On 11 May") and outline:match("Why now") and outline:match("Second")
end)

vim.wo.foldmethod, vim.wo.foldexpr, vim.wo.foldlevel = "expr", "v:lua.vim.lsp.foldexpr()", 0
holds("a section folds", function() return vim.fn.foldclosed(10) == 9 and vim.fn.foldclosedend(10) >= 12 end)
vim.wo.foldmethod = "manual"
vim.cmd("normal! zE")

vim.api.nvim_win_set_cursor(0, { 7, (vim.fn.getline(7):find("# 11", 1, true)) })
vim.lsp.buf.references(nil, { on_list = function(list) vim.g.references = #list.items end })
holds("where a note is named is found", function() return (vim.g.references or 0) > 0 end)
local here = vim.api.nvim_get_current_buf()
vim.lsp.buf.definition()
holds("one goes to the note that is named", function() return vim.api.nvim_buf_get_name(0):match("notes/11.md$") end)

vim.api.nvim_win_set_cursor(0, { 1, 18 })
holds("that note is known to the server too", function() return vim.lsp.buf_is_attached(0, client) or vim.lsp.buf_attach_client(0, client) end)
vim.lsp.buf.rename("21")
holds("it is given another number", function() return vim.fn.getline(1) == "# Harbour Notes # 21, 8 May 2021" end)
holds("which the other note follows", function()
  return vim.api.nvim_buf_get_lines(here, 6, 7, false)[1]:match("as Harbour Notes # 21 foresaw") ~= nil
end)
vim.cmd("silent undo")
vim.api.nvim_set_current_buf(here)
vim.cmd("silent undo")

local function take(title)
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:match(title) end })
end

local whole = vim.fn.getline(7)
vim.fn.setline(7, whole .. " The CBU was silent.")
holds("an acronym that nobody introduced is told", function() return codes()["undefined-acronym"] end)
local column = codes()["undefined-acronym"].col
vim.api.nvim_win_set_cursor(0, { 7, column })
take("^Ignore `undefined")
holds("a finding is ignored where it stands", function()
  return vim.fn.getline(7):match("^<!%-%- copydesk: ignore%[undefined%-acronym%]") and not codes()["undefined-acronym"]
end)
vim.api.nvim_buf_set_lines(0, 6, 7, false, {})
holds("and told again when the comment goes", function() return codes()["undefined-acronym"] end)
vim.api.nvim_win_set_cursor(0, { 7, column })
take("^Add `CBU`")
local settings = function() return vim.fn.bufnr("lint.toml") end
holds("an acronym goes into lint.toml", function()
  return settings() > 0 and table.concat(vim.api.nvim_buf_get_lines(settings(), 0, -1, false), "\n"):match("CBU")
end)
vim.lsp.buf_attach_client(settings(), client)
holds("and needs no introduction from then on", function() return not codes()["undefined-acronym"] end)
vim.fn.setline(7, whole)

local rest = vim.api.nvim_buf_get_lines(0, 8, -1, false)
vim.api.nvim_buf_set_lines(0, 7, -1, false, {})
vim.cmd("silent write")
holds("a section that is missing is told once the note is saved", function() return codes()["missing-section"] end)
vim.api.nvim_win_set_cursor(0, { codes()["missing-section"].lnum + 1, codes()["missing-section"].col })
take("^Write the missing sections")
holds("its heading is written", function() return vim.fn.search("^Why now?$", "nw") > 0 end)
vim.api.nvim_buf_set_lines(0, 7, -1, false, { "" })
vim.api.nvim_buf_set_lines(0, -1, -1, false, rest)

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
