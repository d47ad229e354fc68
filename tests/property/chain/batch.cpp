#include <bloomcoin/chain/batch.hpp>

#include "../support/instruction_sets.hpp"
#include "../support/property.hpp"
#include "headers.hpp"

#include <vector>

using namespace bloomcoin;
using chain::Header;
using kuramoto::InstructionSet;
using param::Mainnet;
using param::Tiny;

namespace {

/// A valid header, or one in which something is changed: nothing, a field that is checked before the
/// bloom, one that is checked after it, or one that makes it another attempt.
Header any_candidate() {
    Header header = test::mined<Tiny>(*test::any_template());
    switch (*rc::gen::inRange(0, 8)) {
        case 0:
            header.version = 2;
            break;
        case 1:
            header.bloom_step = Tiny::step_count;
            break;
        case 2:
            header.difficulty = UINT64_MAX;
            break;
        case 3:
            header.bloom_step = *rc::gen::inRange(Tiny::bloom_run - 1, Tiny::step_count);
            break;
        case 4:
            header.mean_phase ^= 1;
            break;
        case 5:
            header.bloom_digest[0] ^= 1;
            break;
        case 6:
            ++header.nonce;
            break;
        default:
            break;
    }
    return header;
}

}  // namespace

TEST_CASE("[HDR-7] many headers are judged at once as each of them alone, in their order") {
    test::for_each_instruction_set([](InstructionSet set) {
        test::property("any headers, some of them not valid", [set] {
            std::vector<Header> headers(*rc::gen::inRange<std::size_t>(0, 40));
            for (Header& header : headers) header = any_candidate();
            const std::vector<base::Check> checks = chain::check_headers<Tiny>(headers, set);
            RC_ASSERT(checks.size() == headers.size());
            for (std::size_t i = 0; i < headers.size(); ++i) {
                const base::Check expected = chain::check_header<Tiny>(headers[i]);
                RC_ASSERT(static_cast<bool>(checks[i]) == static_cast<bool>(expected));
                if (!expected) RC_ASSERT(checks[i].rule() == expected.rule());
            }
        });
    });
}

TEST_CASE("[HDR-7] one header is judged by every instruction set as by the specification") {
    test::for_each_instruction_set([](InstructionSet set) {
        test::property("any header, perhaps not valid", [set] {
            const Header header = any_candidate();
            const base::Check expected = chain::check_header<Tiny>(header);
            const base::Check check = chain::check_header<Tiny>(header, set);
            RC_ASSERT(static_cast<bool>(check) == static_cast<bool>(expected));
            if (!expected) RC_ASSERT(check.rule() == expected.rule());
        });
    });
}

TEST_CASE("[HDR-7] headers of the main network are accepted, and one with another bloom is refused") {
    Header block_template;
    block_template.difficulty = 1;
    std::vector<Header> headers;
    for (block_template.time_s = 0; block_template.time_s < 5; ++block_template.time_s) {
        headers.push_back(test::mined<Mainnet>(block_template));
    }
    headers[3].coherence ^= 1;
    const auto checks = chain::check_headers<Mainnet>(headers);
    for (std::size_t i = 0; i < headers.size(); ++i) CHECK(static_cast<bool>(checks[i]) == (i != 3));
    CHECK(checks[3].rule() == base::Rule("POC-3"));
}
