// Bytes as a header. What decodes encodes to the same bytes; every check ends, with a rule of its
// own; and a header that is mined from it passes the checks.
#include "support/require.hpp"

#include <cstddef>
#include <cstdint>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;
using param::Tiny;

namespace {

void check_as_it_is(const chain::Header& header) {
    static const chain::Ancestry genesis = chain::ancestry_of_genesis<Tiny>(chain::genesis_block<Tiny>().header);

    const base::Check structure = chain::check_structure<Tiny>(header);
    require(passes_or_breaks(structure, {"HDR-1", "HDR-2", "HDR-3"}), "structure is HDR-1 to HDR-3");
    const base::Check check = chain::check_header<Tiny>(header);
    require(structure || (!check && check.rule() == structure.rule()), "structure comes before all else");
    require(passes_or_breaks(
                check, {"HDR-1", "HDR-2", "HDR-3", "WRK-1", "WRK-2", "POC-1", "POC-2", "POC-3", "POC-4", "POC-5"}),
            "a header alone breaks only rules that need no other block");

    const base::Check accepted = chain::accept_header<Tiny>(header, genesis, header.time_s);
    require(!accepted || (check && header.previous == genesis.hash && header.time_s > genesis.time_s),
            "what is accepted after a header breaks nothing alone and comes after it");
    require(!chain::is_early(header, header.time_s), "no header is early at its own time");
    if (accepted) {
        const chain::Ancestry next = chain::ancestry_after<Tiny>(genesis, header);
        require(chain::difficulty_after(next) >= next.base && next.base >= 1, "a height always has a difficulty");
    }
}

void check_mined(chain::Header header) {
    header.version = 1;
    header.difficulty = 1 + header.difficulty % 4;
    const chain::Mined mined = chain::mine<Tiny>(header, 2);
    if (!mined.header) return;
    require(bool{chain::check_header<Tiny>(*mined.header)}, "a mined header passes");

    chain::Header other = *mined.header;
    ++other.mean_phase;
    require(!chain::verify_bloom<Tiny>(other), "no second mean phase is right");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::BytesView bytes{data, size};
    require_one_encoding<chain::Header>(bytes);
    const auto header = codec::decode<chain::Header>(bytes);
    require(bool{header} == (size == 136), "exactly 136 bytes are a header");
    if (!header) return 0;
    check_as_it_is(header.value());
    check_mined(header.value());
    return 0;
}
