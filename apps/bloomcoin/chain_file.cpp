// What the commands that read and write files of blocks share.
#include "chain_file.hpp"

#include "clock.hpp"
#include "input.hpp"
#include "profiles.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

namespace bloomcoin::app {

std::unique_ptr<AnyChain> chain_of_file(const FrameReader& reader) {
    auto chain = chain_of_magic(reader.magic());
    if (chain) return chain;
    const std::string got{reader.magic().begin(), reader.magic().end()};
    throw Failure{exit_data, in_quotes(reader.path()) + ": expected the magic of " + profile_names() +
                                 " at offset 8, got " + in_quotes(got)};
}

std::uint64_t clock_of(const std::optional<std::string>& option) {
    return option ? number_of("--clock", *option, 0, time_s_max) : now_s();
}

std::string number_text(num::U256 number) {
    std::string digits;
    const num::U256 ten{10};
    do {
        const num::U256 quotient = number / ten;
        const std::uint64_t digit = (number - num::multiply(quotient, 10).low).low64();
        digits.insert(digits.begin(), static_cast<char>('0' + digit));
        if (quotient != num::U256{} && digits.size() % 4 == 3) digits.insert(digits.begin(), ',');
        number = quotient;
    } while (number != num::U256{});
    return digits;
}

std::string chain_text(const AnyChain& chain, std::uint64_t block_count) {
    const chain::Ancestry& tip = chain.tip();
    std::string text = "  profile     " + std::string{chain.terms().name} + '\n';
    text += "  height      " + grouped(tip.height);
    const std::uint64_t aside = block_count - tip.height - 1;
    if (aside != 0) text += "; and " + counted(aside, "block") + " in branches that are not the chain";
    text += "\n  tip         " + codec::to_hex(tip.hash) + '\n';
    text += "  time        " + time_text(tip.time_s) + '\n';
    text += "  work        " + number_text(chain.work()) + '\n';
    return text;
}

}  // namespace bloomcoin::app
