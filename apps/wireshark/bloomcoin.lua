-- BloomCoin for Wireshark: both dialects of spec/wire.md, field by field, with the rules that a message
-- breaks as expert information. For Wireshark 3.6 and later; tested with tshark 4.0.
--
-- Install: copy this file into the folder "Personal Lua Plugins" that Help > About Wireshark > Folders names,
-- and press Ctrl+Shift+L. Or for once:
--
--     bloomcoin capture -o talk.pcap FRAME...
--     tshark -X lua_script:apps/wireshark/bloomcoin.lua -r talk.pcap -V
--
-- Some filters:
--
--     bloomcoin.kind == "phase" && bloomcoin.phase.coherence > 0.9
--     bloomcoin.version.user_agent contains "BloomCoin"
--     bloomcoin.header.previous == 00:01:... || bloomcoin.entry.hash == 00:01:...
--     bloomcoin.refused              (anything that is refused)
--     bloomcoin.refused.frm_4        (a wrong checksum)
--
-- A conversation whose first byte is "B" is framed: that is how every magic begins, and no code of the compact
-- dialect is that byte. Edit > Preferences > Protocols > BloomCoin has the ports, and the profile of compact
-- conversations, which do not say theirs. A coherence is shown as r, an angle in degrees.

local bloomcoin = Proto("bloomcoin", "BloomCoin")

-- ---- param: the profiles, by the third byte of their magic

local profiles = {
  C = {name = "mainnet", oscillators = 63, payload_max = 1048576, block_max = 1048576},
  T = {name = "testnet", oscillators = 63, payload_max = 1048576, block_max = 1048576},
  F = {name = "fast", oscillators = 31, payload_max = 1048576, block_max = 1048576},
  S = {name = "secure", oscillators = 127, payload_max = 1048576, block_max = 1048576},
  Y = {name = "tiny", oscillators = 5, payload_max = 8192, block_max = 4096},
}

-- ---- base: the rules that a frame can break

local sentences = {
  ["COD-1"] = "The bytes end before the value is complete.",
  ["COD-2"] = "Bytes follow the end of the value.",
  ["COD-10"] = "A list has more elements than it may have.",
  ["COD-12"] = "A binary32 is infinite or not a number.",
  ["COD-16"] = "An angle is not strictly between -8 and 8 radians.",
  ["ADR-2"] = "The address is not one that a host can have.",
  ["ADR-3"] = "The port is zero.",
  ["ADR-4"] = "The records do not ascend by address and port.",
  ["MSG-1"] = "A character of the user agent is not printable ASCII.",
  ["MSG-2"] = "An entry names neither a block nor a transaction.",
  ["MSG-3"] = "The coherence is above 1.",
  ["MSG-4"] = "The phases are not as many as the oscillators.",
  ["MSG-5"] = "A message in a batch is a batch or of no known kind.",
  ["MSG-6"] = "More blocks are asked for than one answer can name.",
  ["FRM-1"] = "The magic is not that of the network.",
  ["FRM-2"] = "A reserved byte is not zero.",
  ["FRM-3"] = "The payload is longer than its kind allows.",
  ["FRM-4"] = "The checksum is not that of the payload.",
  ["CMP-2"] = "The port is above 65535.",
  ["CMP-3"] = "The coherence is not from 0 to 1.",
  ["CMP-4"] = "There are no phases.",
}

local experts = {}
for rule, sentence in pairs(sentences) do
  local name = "bloomcoin.refused." .. rule:lower():gsub("-", "_")
  experts[rule] = ProtoExpert.new(name, sentence, expert.group.MALFORMED, expert.severity.ERROR)
end
local passed_over = ProtoExpert.new("bloomcoin.passed_over", "The code is that of no kind: passed over",
                                    expert.group.PROTOCOL, expert.severity.NOTE)
local not_whole = ProtoExpert.new("bloomcoin.not_whole", "Not all of the frame was captured, or put together",
                                  expert.group.REASSEMBLE, expert.severity.WARN)
local not_read = ProtoExpert.new("bloomcoin.not_read", "Nothing is read after a refusal", expert.group.PROTOCOL,
                                 expert.severity.NOTE)

-- The first rule that is broken ends the reading of a message: it is thrown, and caught where the message begins.
local function refuse(rule) error({rule = rule}, 0) end

-- What `read` refuses; nothing if all is well.
local function refusal_of(read, ...)
  local is_well, refusal = pcall(read, ...)
  if is_well then return nil end
  if type(refusal) ~= "table" then error(refusal, 0) end
  return refusal.rule
end

-- ---- crypto: SHA-256 (FIPS 180-4), for the checksum

local band, bxor, bnot, ror, rshift, tobit = bit.band, bit.bxor, bit.bnot, bit.ror, bit.rshift, bit.tobit

-- The first 32 bits of the fractions of roots of the first primes: square roots begin a hash, cube roots are K.
local sha256_start, sha256_k = {}, {}
do
  local function fraction(x) return tobit(math.floor((x - math.floor(x)) * 2 ^ 32)) end
  local candidate = 2
  while #sha256_k < 64 do
    local is_prime = true
    for divisor = 2, candidate - 1 do is_prime = is_prime and candidate % divisor ~= 0 end
    if is_prime then
      if #sha256_start < 8 then sha256_start[#sha256_start + 1] = fraction(candidate ^ (1 / 2)) end
      sha256_k[#sha256_k + 1] = fraction(candidate ^ (1 / 3))
    end
    candidate = candidate + 1
  end
end

local function u32_of(text, place)
  local a, b, c, d = text:byte(place, place + 3)
  return ((a * 256 + b) * 256 + c) * 256 + d
end

local function u32_text(n)
  return string.char(rshift(n, 24), band(rshift(n, 16), 255), band(rshift(n, 8), 255), band(n, 255))
end

local function sha256_block(state, text, start)
  local w = {}
  for i = 1, 16 do w[i] = tobit(u32_of(text, start + 4 * (i - 1))) end
  for i = 17, 64 do
    local x, y = w[i - 15], w[i - 2]
    local s0 = bxor(ror(x, 7), ror(x, 18), rshift(x, 3))
    local s1 = bxor(ror(y, 17), ror(y, 19), rshift(y, 10))
    w[i] = tobit(w[i - 16] + s0 + w[i - 7] + s1)
  end
  local a, b, c, d, e, f, g, h = state[1], state[2], state[3], state[4], state[5], state[6], state[7], state[8]
  for i = 1, 64 do
    local s1 = bxor(ror(e, 6), ror(e, 11), ror(e, 25))
    local choice = bxor(band(e, f), band(bnot(e), g))
    local t1 = h + s1 + choice + sha256_k[i] + w[i]
    local s0 = bxor(ror(a, 2), ror(a, 13), ror(a, 22))
    local majority = bxor(band(a, b), band(a, c), band(b, c))
    h, g, f, e, d, c, b, a = g, f, e, tobit(d + t1), c, b, a, tobit(t1 + s0 + majority)
  end
  for i, word in ipairs({a, b, c, d, e, f, g, h}) do state[i] = tobit(state[i] + word) end
end

local function sha256(text)
  local bits = 8 * #text
  text = text .. "\128" .. ("\0"):rep((55 - #text) % 64)
  text = text .. u32_text(math.floor(bits / 2 ^ 32)) .. u32_text(tobit(bits % 2 ^ 32))
  local state = {}
  for i = 1, 8 do state[i] = sha256_start[i] end
  for start = 1, #text, 64 do sha256_block(state, text, start) end
  local digest = ""
  for i = 1, 8 do digest = digest .. u32_text(state[i]) end
  return digest
end

-- ---- codec: types of values

local fields = {}

-- A field of Wireshark under a filter name; fields of the same name are the same.
local function field_of(make, name, ...)
  local abbr = "bloomcoin." .. name
  local label = name:match("[^.]+%.count$") or name:match("[^.]*$")
  if not fields[abbr] then fields[abbr] = make(abbr, label, ...) end
  return fields[abbr]
end

local function utc_text(time_s)
  local seconds = time_s:tonumber()
  return seconds < 253402300800 and os.date("!%Y-%m-%d %H:%M:%S UTC", seconds) or nil
end

-- A type has its size in bytes, the kind of field, and `read(range, is_big)`: the value. If it has `shown(value,
-- range, is_big)`, that is what Wireshark is told. `note(value)` goes behind it.
local function number_of(range, is_big) return is_big and range:uint() or range:le_uint() end
local function number64_of(range, is_big) return is_big and range:uint64() or range:le_uint64() end
local function bytes_of(range) return range:raw() end

local u8 = {size = 1, make = ProtoField.uint8, read = number_of}
local u16 = {size = 2, make = ProtoField.uint16, read = number_of}
local u32 = {size = 4, make = ProtoField.uint32, read = number_of}
local u64 = {size = 8, make = ProtoField.uint64, read = number64_of}
local flags64 = {size = 8, make = ProtoField.uint64, read = number64_of, base = base.HEX}
local time64 = {size = 8, make = ProtoField.uint64, read = number64_of, note = utc_text}
local function coins_text(amount)
  return ("%s.%08d coins"):format(tostring(amount / 100000000), (amount % 100000000):tonumber())
end
local amount64 = {size = 8, make = ProtoField.uint64, read = number64_of, note = coins_text}
local hash = {size = 32, make = ProtoField.bytes, read = bytes_of}
local signature = {size = 64, make = ProtoField.bytes, read = bytes_of}
local ip = {size = 16, make = ProtoField.ipv6,
            read = function(range) return {bytes = range:raw(), text = tostring(range:ipv6())} end}
local character = {size = 1}
local entry_kind = {size = 1, make = ProtoField.uint8, read = number_of, base = base.DEC,
                    strings = {[1] = "block", [2] = "transaction"}}

-- r in units of 2^-30; angles of which a turn has 2^16 or 2^32: the middle of a bin, and the turn itself.
local coherence = {size = 4, make = ProtoField.double, read = number_of, shown = function(q30) return q30 / 2 ^ 30 end}
local bin = {size = 2, make = ProtoField.double, read = number_of, unit = " degrees",
             shown = function(n) return (n + 0.5) * 360 / 2 ^ 16 end}
local turn = {size = 4, make = ProtoField.double, read = number_of, unit = " degrees",
              shown = function(n) return n * 360 / 2 ^ 32 end}

-- The numbers of the compact dialect: the value is their u32, what is shown is the number.
local function float_of(_, range, is_big) return is_big and range:float() or range:le_float() end
local coherence32 = {size = 4, make = ProtoField.double, read = number_of, shown = float_of}
local angle32 = {size = 4, make = ProtoField.double, read = number_of, unit = " degrees",
                 shown = function(...) return math.deg(float_of(...)) end}

-- A record: a list of {name, type}, {name, record} and {name, list = element, max = n, count = type of the count}.
-- `path` stands before the names in filters.
local function record(path, is_big, items)
  local made = {path = path, is_big = is_big, items = items}
  for _, item in ipairs(items) do
    local full = path .. "." .. item[1]
    local element = item.list or item[2]
    if item.list then
      item.count = item.count or u16
      item.count_field = field_of(item.count.make, full .. ".count")
    end
    if element == character then
      item.field = field_of(ProtoField.string, full)
    elseif not element.items then
      item.field = field_of(element.make, item.filter or full, element.base, element.strings)
    end
  end
  return made
end

local function size_max(of)
  if not of.items then return of.size end
  local sum = 0
  for _, item in ipairs(of.items) do
    sum = sum + (item.list and item.count.size + item.max * size_max(item.list) or size_max(item[2]))
  end
  return sum
end

-- ---- codec: reading. A cursor has the bytes, where it stands and where it stops.

local function take(cursor, size)
  if cursor.offset + size > cursor.stop then refuse("COD-1") end
  local range = cursor.tvb(cursor.offset, size)
  cursor.offset = cursor.offset + size
  return range
end

local function add_value(cursor, tree, field, of, is_big)
  local range = take(cursor, of.size)
  local value = of.read(range, is_big)
  local item
  if of.shown then
    item = tree:add(field, range, of.shown(value, range, is_big))
  elseif is_big then
    item = tree:add(field, range)
  else
    item = tree:add_le(field, range)
  end
  if of.unit then item:append_text(of.unit) end
  local note = of.note and of.note(value)
  if note then item:append_text(" (" .. note .. ")") end
  return value, item
end

local read_record

local function read_element(cursor, tree, item, of, is_big, label)
  if not of.items then return (add_value(cursor, tree, item.field, of, is_big)) end
  local start = cursor.offset
  if start >= cursor.stop then refuse("COD-1") end
  local branch = tree:add(cursor.tvb(start, cursor.stop - start), label)
  local value
  local rule = refusal_of(function() value = read_record(cursor, branch, of) end)
  if cursor.offset > start then branch:set_len(cursor.offset - start) end
  if rule then refuse(rule) end
  if of.summary then branch:append_text(": " .. of.summary(value)) end
  return value
end

local function read_list(cursor, tree, item, is_big)
  local count, count_item = add_value(cursor, tree, item.count_field, item.count, is_big)
  if count > item.max then
    count_item:append_text(" (at most " .. item.max .. ")")
    refuse("COD-10")
  end
  if item.list == character then
    if count == 0 then return "" end
    local range = take(cursor, count)
    tree:add(item.field, range)
    return range:raw()
  end
  local values = {}
  for i = 1, count do
    values[i] = read_element(cursor, tree, item, item.list, is_big, ("%s [%d]"):format(item[1], i - 1))
  end
  return values
end

read_record = function(cursor, tree, of)
  local values = {}
  for _, item in ipairs(of.items) do
    if item.list then
      values[item[1]] = read_list(cursor, tree, item, of.is_big)
    else
      values[item[1]] = read_element(cursor, tree, item, item[2], of.is_big, item[1])
    end
  end
  return values
end

-- ---- chain: headers, transactions, blocks; their numbers have the least significant byte first

local BIG, LITTLE = true, false

local function hex_text(bytes) return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
local function short(bytes) return hex_text(bytes:sub(1, 8)) .. "..." end

local header = record("header", LITTLE, {
  {"version", u32}, {"previous", hash}, {"merkle_root", hash}, {"time_s", time64}, {"difficulty", u64}, {"nonce", u64},
  {"bloom_step", u32}, {"coherence", coherence}, {"mean_phase", turn}, {"bloom_digest", hash},
})
header.summary = function(value) return "after " .. short(value.previous) end

local outpoint = record("transaction.outpoint", LITTLE, {{"txid", hash}, {"index", u32}})
local input = record("transaction.input", LITTLE, {{"outpoint", outpoint}, {"public_key", hash}})
local output = record("transaction.output", LITTLE, {{"amount", amount64}, {"address", hash}})
local body = record("transaction", LITTLE, {
  {"version", u32}, {"inputs", list = input, max = 256}, {"outputs", list = output, max = 256}, {"lock_height", u32},
})
local transaction = record("transaction", LITTLE, {{"body", body}, {"signatures", list = signature, max = 256}})
transaction.summary = function(value) return ("%d to %d"):format(#value.body.inputs, #value.body.outputs) end
local block = record("block", LITTLE, {{"header", header}, {"transactions", list = transaction, max = 4096}})
block.summary = function(value) return #value.transactions .. " transactions" end

-- ---- wire: payloads

local ipv4_prefix = ("\0"):rep(10) .. "\255\255"

local function endpoint_text(value) return ("[%s]:%d"):format(value.ip.text, value.port) end

local function endpoint(path)
  local made = record(path, BIG, {{"ip", ip}, {"port", u16}})
  made.summary = endpoint_text
  return made
end

local address_record = record("address", BIG, {
  {"last_seen_s", time64}, {"services", flags64}, {"endpoint", endpoint("address")},
})
address_record.summary = function(value) return endpoint_text(value.endpoint) end

local entry = record("entry", BIG, {{"kind", entry_kind}, {"hash", hash}})
entry.summary = function(value) return (entry_kind.strings[value.kind] or "neither") .. " " .. short(value.hash) end

local function entries(path) return record(path, BIG, {{"entries", list = entry, max = 500}}) end
local function hashes(path)
  return record(path, LITTLE, {{"hashes", list = hash, max = 500, count = u32, filter = "entry.hash"}})
end
local nothing = record("nothing", BIG, {})

-- ---- wire: what a payload must keep to besides its fields (MSG-8, CMP-7)

local function check_user_agent(value)
  if value.user_agent:find("[^\32-\126]") then refuse("MSG-1") end
end

local function check_entries(value)
  for _, one in ipairs(value.entries) do
    if not entry_kind.strings[one.kind] then refuse("MSG-2") end
  end
end

local function check_coherence(value)
  if value.coherence > 2 ^ 30 then refuse("MSG-3") end
end

local function check_phases(value, profile)
  if #value.phases ~= profile.oscillators then refuse("MSG-4") end
  check_coherence(value)
end

local function check_range(value)
  if value.count > 500 then refuse("MSG-6") end
end

local function is_host(address)
  local first = address:byte(1)
  if address:sub(1, 12) == ipv4_prefix then return address:byte(13) >= 1 and address:byte(13) <= 223 end
  local is_old_ipv4 = address:sub(1, 12) == ("\0"):rep(12)
  return first ~= 255 and (not is_old_ipv4 or address == ("\0"):rep(15) .. "\1")
end

local function check_addresses(value)
  local before = nil
  for _, one in ipairs(value.records) do
    local at = one.endpoint
    if not is_host(at.ip.bytes) then refuse("ADR-2") end
    if at.port == 0 then refuse("ADR-3") end
    -- As text the bytes would be compared in the order of a language.
    local key = hex_text(at.ip.bytes) .. ("%04x"):format(at.port)
    if before and before >= key then refuse("ADR-4") end
    before = key
  end
end

local function check_port(value)
  if value.port > 65535 then refuse("CMP-2") end
end

local function magnitude_of(bits32) return bits32 % 2 ^ 31 end

local function check_finite(bits32)
  if magnitude_of(bits32) >= 0x7f800000 then refuse("COD-12") end
end

local function check_coherence32(value)
  check_finite(value.coherence)
  if value.coherence > 0x3f800000 and value.coherence ~= 0x80000000 then refuse("CMP-3") end
end

local function check_angle32(bits32)
  check_finite(bits32)
  if magnitude_of(bits32) >= 0x41000000 then refuse("COD-16") end
end

local function check_phases32(value)
  if #value.phases == 0 then refuse("CMP-4") end
  check_coherence32(value)
  check_angle32(value.mean_phase)
  for _, phase in ipairs(value.phases) do check_angle32(phase) end
end

-- ---- wire: the kinds of messages in each dialect, with their payload, check, and words for the info column

local function kind(name, payload, check, words)
  return {name = name, payload = payload, check = check, words = words}
end
local function nonce_words(value) return "nonce=" .. value.nonce:tohex() end
local function count_words(name) return function(value) return "count=" .. #value[name] end end
local function coherence_words(value) return ("height=%d r=%.6f"):format(value.height, value.coherence / 2 ^ 30) end
local function height_words(value) return "height=" .. value.height end
local function range_words(value) return ("start=%d count=%d"):format(value.start, value.count) end
local function ping_fields(path) return record(path, BIG, {{"nonce", u64}}) end

local framed = {
  [0x01] = kind("version", record("version", BIG, {
    {"version", u32}, {"services", flags64}, {"time_s", time64}, {"receiver", endpoint("version.receiver")},
    {"sender", endpoint("version.sender")}, {"nonce", u64}, {"user_agent", list = character, max = 64},
    {"height", u32}, {"genesis", hash},
  }), check_user_agent, height_words),
  [0x02] = kind("verack", nothing),
  [0x10] = kind("block", record("block", LITTLE, {{"block", block}})),
  [0x11] = kind("get-blocks", record("get_blocks", BIG, {{"start", u32}, {"count", u32}}), check_range, range_words),
  [0x12] = kind("headers", record("headers", BIG, {{"headers", list = header, max = 2000}}), nil,
                count_words("headers")),
  [0x13] = kind("get-headers", record("get_headers", BIG, {{"locator", list = hash, max = 64}, {"stop", hash}})),
  [0x14] = kind("bloom", record("bloom", LITTLE, {{"header", header}})),
  [0x20] = kind("tx", record("tx", LITTLE, {{"transaction", transaction}})),
  [0x21] = kind("get-tx", record("get_tx", BIG, {{"txids", list = hash, max = 500}}), nil, count_words("txids")),
  [0x22] = kind("mempool", nothing),
  [0x30] = kind("phase", record("phase", BIG, {
    {"height", u32}, {"coherence", coherence}, {"phases", list = bin, max = 10000},
  }), check_phases, coherence_words),
  [0x31] = kind("get-phase", record("get_phase", BIG, {{"height", u32}}), nil, height_words),
  [0x32] = kind("coherence", record("coherence", BIG, {{"height", u32}, {"coherence", coherence}}), check_coherence,
                coherence_words),
  [0x40] = kind("addr", record("addr", BIG, {{"records", list = address_record, max = 1000}}), check_addresses,
                count_words("records")),
  [0x41] = kind("get-addr", nothing),
  [0x42] = kind("ping", ping_fields("ping"), nil, nonce_words),
  [0x43] = kind("pong", ping_fields("pong"), nil, nonce_words),
  [0x50] = kind("inventory", entries("inventory"), check_entries, count_words("entries")),
  [0x51] = kind("get-data", entries("get_data"), check_entries, count_words("entries")),
  [0x52] = kind("not-found", entries("not_found"), check_entries, count_words("entries")),
  [0x60] = kind("batch", nil),
}

local compact = {
  [0x01] = kind("version", record("version", LITTLE, {
    {"version", u32}, {"height", u32}, {"time_s", time64}, {"port", u32},
  }), check_port, height_words),
  [0x02] = framed[0x02],
  [0x10] = kind("get-blocks", record("get_blocks", LITTLE, {{"start", u32}, {"count", u32}}), check_range, range_words),
  [0x11] = kind("inventory", hashes("inventory"), nil, count_words("hashes")),
  [0x12] = kind("get-data", hashes("get_data"), nil, count_words("hashes")),
  [0x13] = framed[0x10],
  [0x14] = framed[0x20],
  [0x20] = kind("phase", record("phase", LITTLE, {
    {"coherence", coherence32}, {"mean_phase", angle32}, {"phases", list = angle32, max = 10000, count = u32},
  }), check_phases32, count_words("phases")),
  [0x21] = kind("get-phase", nothing),
  [0x22] = kind("coherence", record("coherence", LITTLE, {{"coherence", coherence32}}), check_coherence32),
  [0x30] = framed[0x14],
}

-- The most bytes that a payload has (FRM-8, CMP-5).
local function payload_max(dialect, kind_of_it, profile)
  local limit = dialect.is_framed and profile.payload_max or 65535
  if not kind_of_it then return limit end
  local most = profile.payload_max
  if kind_of_it.name == "block" then
    most = profile.block_max
  elseif kind_of_it.name == "phase" and dialect.is_framed then
    return 10 + 2 * profile.oscillators
  elseif kind_of_it.payload then
    most = size_max(kind_of_it.payload)
  end
  return math.min(limit, profile.payload_max, most)
end

local kind_field = field_of(ProtoField.string, "kind")
local dialect_field = field_of(ProtoField.string, "dialect")
local profile_field = field_of(ProtoField.string, "profile")
local payload_field = field_of(ProtoField.bytes, "payload")
local part_kind_field = field_of(ProtoField.string, "part.kind")
local part_count_field = field_of(ProtoField.uint16, "batch.count")
local code_type = {size = 1, make = ProtoField.uint8, read = number_of, base = base.HEX}
local part_header = record("part", BIG, {{"code", code_type}, {"payload_size", u32}})

local read_batch

-- All of the cursor's bytes as the payload of a kind. Returns words for the info column.
local function read_payload(cursor, tree, dialect, kind_of_it, profile)
  if kind_of_it.name == "batch" then return read_batch(cursor, tree, dialect, profile) end
  local value = read_record(cursor, tree, kind_of_it.payload)
  if cursor.offset < cursor.stop then refuse("COD-2") end
  if kind_of_it.check then kind_of_it.check(value, profile) end
  return kind_of_it.words and kind_of_it.words(value)
end

local function read_part(cursor, tree, dialect, profile)
  local part = read_record(cursor, tree, part_header)
  local kind_of_it = dialect.kinds[part.code]
  if kind_of_it then tree:add(part_kind_field, cursor.tvb(cursor.offset - 5, 1), kind_of_it.name):set_generated() end
  if not kind_of_it or kind_of_it.name == "batch" then refuse("MSG-5") end
  tree:append_text(": " .. kind_of_it.name)
  if part.payload_size > payload_max(dialect, kind_of_it, profile) then refuse("FRM-3") end
  local stop = cursor.offset + part.payload_size
  if stop > cursor.stop then refuse("COD-1") end
  read_payload({tvb = cursor.tvb, offset = cursor.offset, stop = stop}, tree, dialect, kind_of_it, profile)
  cursor.offset = stop
end

read_batch = function(cursor, tree, dialect, profile)
  local count = add_value(cursor, tree, part_count_field, u16, BIG)
  if count > 100 then refuse("COD-10") end
  for i = 0, count - 1 do
    local start = cursor.offset
    if start >= cursor.stop then refuse("COD-1") end
    local branch = tree:add(cursor.tvb(start, cursor.stop - start), ("message [%d]"):format(i))
    local rule = refusal_of(read_part, cursor, branch, dialect, profile)
    if cursor.offset > start then branch:set_len(cursor.offset - start) end
    if rule then refuse(rule) end
  end
  if cursor.offset < cursor.stop then refuse("COD-2") end
  return "count=" .. count
end

-- ---- wire: frames

local magic4 = {size = 4, make = ProtoField.bytes, read = bytes_of}
local reserved3 = {size = 3, make = ProtoField.bytes, read = bytes_of}

local dialects = {
  framed = {
    name = "framed", is_framed = true, kinds = framed, header_size = 16,
    header = record("frame", BIG, {
      {"magic", magic4, filter = "magic"}, {"code", code_type, filter = "code"},
      {"reserved", reserved3, filter = "reserved"}, {"checksum", magic4, filter = "checksum"},
      {"payload_size", u32, filter = "payload_size"},
    }),
    payload_size = function(tvb, offset) return tvb(offset + 12, 4):uint() end,
  },
  compact = {
    name = "compact", is_framed = false, kinds = compact, header_size = 3,
    header = record("frame", LITTLE, {
      {"code", code_type, filter = "code"}, {"payload_size", u16, filter = "payload_size"},
    }),
    payload_size = function(tvb, offset) return tvb(offset + 1, 2):le_uint() end,
  },
}

local function profile_of(magic)
  return magic:sub(1, 2) == "BL" and magic:sub(4) == "\0" and profiles[magic:sub(3, 3)] or nil
end

-- FRM-1, FRM-2, FRM-3 (FRM-6)
local function check_header(talk, value, kind_of_it)
  if talk.dialect.is_framed then
    if profile_of(value.magic) ~= talk.profile then refuse("FRM-1") end
    if value.reserved ~= "\0\0\0" then refuse("FRM-2") end
  end
  if value.payload_size > payload_max(talk.dialect, kind_of_it, talk.profile or profiles.C) then refuse("FRM-3") end
end

local function check_checksum(talk, value, range)
  if not talk.dialect.is_framed or not bloomcoin.prefs.checksum then return end
  local payload = range and range:raw() or ""
  if sha256(payload):sub(1, 4) ~= value.checksum then refuse("FRM-4") end
end

-- What is read of a frame, and the rule that it breaks, nothing if none. `size` bytes of it are there.
local function read_frame(tvb, offset, size, talk, tree)
  local cursor = {tvb = tvb, offset = offset, stop = offset + size}
  local value = read_record(cursor, tree, talk.dialect.header)
  local code_place = offset + (talk.dialect.is_framed and 4 or 0)
  local kind_of_it = talk.dialect.kinds[value.code]
  local name = kind_of_it and kind_of_it.name or ("unknown 0x%02x"):format(value.code)
  tree:add(kind_field, tvb(code_place, 1), name):set_generated()
  tree:add(dialect_field, tvb(offset, 1), talk.dialect.name):set_generated()
  local profile = talk.profile or profiles.C
  if talk.dialect.is_framed and talk.profile then
    tree:add(profile_field, tvb(offset, 4), profile.name):set_generated()
  end
  tree:append_text((" %s, %s"):format(name, talk.dialect.name))

  local rule = refusal_of(check_header, talk, value, kind_of_it)
  local is_whole = cursor.stop - cursor.offset >= value.payload_size
  cursor.stop = math.min(cursor.stop, cursor.offset + value.payload_size)
  local there = cursor.stop - cursor.offset
  local range = there > 0 and tvb(cursor.offset, there) or nil
  local words
  if kind_of_it and rule ~= "FRM-3" then
    if is_whole then rule = rule or refusal_of(check_checksum, talk, value, range) end
    local payload_rule = refusal_of(function()
      words = read_payload(cursor, tree, talk.dialect, kind_of_it, profile)
    end)
    -- Of a payload that is not whole nothing is known yet.
    if is_whole then rule = rule or payload_rule end
  elseif range then
    tree:add(payload_field, range)
    if not kind_of_it and not rule then tree:add_proto_expert_info(passed_over) end
  end
  if not is_whole and not rule then tree:add_proto_expert_info(not_whole) end
  return name, words, rule
end

-- ---- conversations: what the first bytes said, by the number of the stream, and where reading ended, by direction

local talks = {}
local stream_of = Field.new("tcp.stream")

function bloomcoin.init() talks = {} end

-- The dialect and the profile of a conversation; nothing as long as too few bytes are there to tell.
local function talk_of(tvb)
  local number = stream_of() and stream_of().value or -1
  local talk = talks[number]
  if talk then return talk end
  if tvb(0, 1):uint() == 0x42 then
    if tvb:len() < 4 then return nil end
    -- A magic of no network is still not compact: that has no such code.
    talk = {dialect = dialects.framed, profile = profile_of(tvb(0, 4):raw()), ended = {}}
  else
    local chosen = profiles.C
    for _, profile in pairs(profiles) do
      if profile.name == bloomcoin.prefs.profile then chosen = profile end
    end
    talk = {dialect = dialects.compact, profile = chosen, ended = {}}
  end
  talks[number] = talk
  return talk
end

local function wait_for(pinfo, offset, size)
  pinfo.desegment_offset = offset
  pinfo.desegment_len = size
end

-- One frame: how many bytes it has; nothing if more are waited for.
local function dissect_frame(tvb, offset, pinfo, tree, talk)
  local there = tvb:len() - offset
  if there < talk.dialect.header_size then
    if pinfo.can_desegment > 0 then return wait_for(pinfo, offset, DESEGMENT_ONE_MORE_SEGMENT) end
    tree:add(bloomcoin, tvb(offset)):add_proto_expert_info(not_whole)
    return there
  end
  local size = talk.dialect.header_size + talk.dialect.payload_size(tvb, offset)
  local code = tvb(offset + (talk.dialect.is_framed and 4 or 0), 1):uint()
  local kind_of_it = talk.dialect.kinds[code]
  local value = {payload_size = size - talk.dialect.header_size}
  if talk.dialect.is_framed then value.magic, value.reserved = tvb(offset, 4):raw(), tvb(offset + 5, 3):raw() end
  -- A header that is refused is not waited for: its size means nothing.
  local header_rule = refusal_of(check_header, talk, value, kind_of_it)
  if not header_rule and there < size and pinfo.can_desegment > 0 then return wait_for(pinfo, offset, size - there) end

  size = math.min(size, there)
  local branch = tree:add(bloomcoin, tvb(offset, size), "BloomCoin")
  local name, words, rule = read_frame(tvb, offset, size, talk, branch)
  if not talk.has_info then
    pinfo.cols.protocol = "BloomCoin"
    pinfo.cols.info:clear()
  end
  pinfo.cols.info:append((talk.has_info and ", " or "") .. name .. (words and " " .. words or ""))
  talk.has_info = true
  if rule then
    branch:add_proto_expert_info(experts[rule], rule .. " " .. sentences[rule])
    branch:append_text(", refused: " .. rule)
    pinfo.cols.info:append(" [refused: " .. rule .. "]")
  end
  -- After FRM-1 and FRM-3 nobody knows where the next frame begins. A node reads nothing after FRM-2 and FRM-4
  -- either, but whoever looks at a capture may want to see it.
  if rule and (rule == "FRM-1" or header_rule == "FRM-3") then return tvb:len() - offset, true end
  return size, false
end

function bloomcoin.dissector(tvb, pinfo, tree)
  if tvb:len() == 0 then return 0 end
  local talk = talk_of(tvb)
  if not talk then return wait_for(pinfo, 0, DESEGMENT_ONE_MORE_SEGMENT) end
  local direction = tostring(pinfo.src) .. ":" .. pinfo.src_port
  local ended = talk.ended[direction]
  if ended and pinfo.number > ended then
    tree:add(bloomcoin, tvb(), "BloomCoin, not read"):add_proto_expert_info(not_read)
    return tvb:len()
  end
  talk.has_info = false
  local offset = 0
  while offset < tvb:len() do
    local size, is_end = dissect_frame(tvb, offset, pinfo, tree, talk)
    if not size then break end
    offset = offset + size
    if is_end then talk.ended[direction] = pinfo.number end
  end
  -- What frames of the same packet write later stands behind that.
  if talk.has_info then
    pinfo.cols.info:append(" ")
    pinfo.cols.info:fence()
  end
  return tvb:len()
end

-- ---- what Wireshark is told

local list = {}
for _, field in pairs(fields) do list[#list + 1] = field end
bloomcoin.fields = list

local expert_list = {passed_over, not_whole, not_read}
for _, one in pairs(experts) do expert_list[#expert_list + 1] = one end
bloomcoin.experts = expert_list

bloomcoin.prefs.ports = Pref.range("TCP ports", "7618,8333", "The ports of mainnet and testnet", 65535)
bloomcoin.prefs.profile = Pref.string("Profile of compact conversations", "mainnet",
                                      "mainnet, testnet, fast, secure or tiny")
bloomcoin.prefs.checksum = Pref.bool("Compute checksums", true,
                                     "Whether the checksums of framed payloads are looked at")

local tcp_ports = DissectorTable.get("tcp.port")
local ports = "7618,8333"
tcp_ports:add(ports, bloomcoin)

function bloomcoin.prefs_changed()
  if bloomcoin.prefs.ports == ports then return end
  tcp_ports:remove(ports, bloomcoin)
  ports = bloomcoin.prefs.ports
  tcp_ports:add(ports, bloomcoin)
end
