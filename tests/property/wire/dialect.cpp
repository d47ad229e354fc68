#include <bloomcoin/wire/dialect.hpp>

#include "frames.hpp"

#include <string_view>

using namespace bloomcoin;
using wire::find_kind;
using wire::Kind;
using wire::kinds;

namespace {

// MSG-7 and CMP-6, by the names of the types; 0 stands for no code.
struct Row {
    std::string_view name;
    base::Byte framed;
    base::Byte compact;
    std::size_t kind;
};

template <class M>
std::size_t index_of() {
    return wire::Message{M{}}.index();
}

const std::array<Row, 21> rows{{
    {"version", 0x01, 0x01, index_of<wire::Version>()},
    {"verack", 0x02, 0x02, index_of<wire::Verack>()},
    {"block", 0x10, 0x13, index_of<wire::Block>()},
    {"get-blocks", 0x11, 0x10, index_of<wire::GetBlocks>()},
    {"headers", 0x12, 0, index_of<wire::Headers>()},
    {"get-headers", 0x13, 0, index_of<wire::GetHeaders>()},
    {"bloom", 0x14, 0x30, index_of<wire::Bloom>()},
    {"tx", 0x20, 0x14, index_of<wire::Tx>()},
    {"get-tx", 0x21, 0, index_of<wire::GetTx>()},
    {"mempool", 0x22, 0, index_of<wire::Mempool>()},
    {"phase", 0x30, 0x20, index_of<wire::Phase>()},
    {"get-phase", 0x31, 0x21, index_of<wire::GetPhase>()},
    {"coherence", 0x32, 0x22, index_of<wire::Coherence>()},
    {"addr", 0x40, 0, index_of<wire::Addr>()},
    {"get-addr", 0x41, 0, index_of<wire::GetAddr>()},
    {"ping", 0x42, 0, index_of<wire::Ping>()},
    {"pong", 0x43, 0, index_of<wire::Pong>()},
    {"inventory", 0x50, 0x11, index_of<wire::Inventory>()},
    {"get-data", 0x51, 0x12, index_of<wire::GetData>()},
    {"not-found", 0x52, 0, index_of<wire::NotFound>()},
    {"batch", 0x60, 0, index_of<wire::Batch>()},
}};

}  // namespace

TEST_CASE("[MSG-7] [CMP-6] each kind has its name and its codes at the index of its message") {
    for (const Row& row : rows) {
        CHECK(kinds[row.kind].name == row.name);
        CHECK(kinds[row.kind].framed.value_or(0) == row.framed);
        CHECK(kinds[row.kind].compact.value_or(0) == row.compact);
        CHECK(kinds[row.kind].compact.has_value() == (row.compact != 0));
    }
}

TEST_CASE("[MSG-7] [CMP-6] of all 256 codes those of the tables name their kinds, and no others") {
    for (unsigned code = 0; code < 256; ++code) {
        std::optional<std::size_t> framed;
        std::optional<std::size_t> compact;
        for (const Row& row : rows) {
            if (row.framed == code) framed = row.kind;
            if (code != 0 && row.compact == code) compact = row.kind;
        }
        CHECK(find_kind(&Kind::framed, static_cast<base::Byte>(code)) == framed);
        CHECK(find_kind(&Kind::compact, static_cast<base::Byte>(code)) == compact);
    }
}

static_assert(wire::Dialect<wire::Framed<param::Tiny>> && wire::Dialect<wire::Compact<param::Tiny>>);
static_assert(!wire::Dialect<wire::Version>);
