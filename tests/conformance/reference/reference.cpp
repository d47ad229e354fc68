// The table of operations and how a request finds its way through it.
#include "reference.hpp"

#include "ops.hpp"

#include "../../../apps/support/forced_instructions.hpp"

#include <bloomcoin/crypto/hash.hpp>

namespace bloomcoin::conformance {

namespace {

const Operations& operations() {
    static const Operations all = [] {
        (void)instructions();  // so that a wrong name is told before anything is answered
        Operations table;
        add_num(table);
        add_param(table);
        add_codec(table);
        add_crypto(table);
        add_kuramoto(table);
        add_headers(table);
        add_transactions(table);
        add_blocks(table);
        add_wire(table);
        return table;
    }();
    return all;
}

}  // namespace

std::optional<kuramoto::InstructionSet> instructions() {
    static const auto forced = forced_instructions();
    return forced;
}

std::string reference_name() {
    const auto set = instructions();
    return set ? "reference with " + std::string{kuramoto::name_of(*set)} : "reference";
}

Json answer(std::string_view op, std::string_view profile, const Json& in) {
    const auto found = operations().find(op);
    if (found == operations().end()) return {{"unsupported", "there is no operation " + std::string{op}}};

    const auto& by_profile = found->second;
    auto operation = by_profile.find(profile);
    if (operation == by_profile.end()) operation = by_profile.find(any_profile);
    if (operation == by_profile.end()) {
        return {{"unsupported", std::string{op} + " has no profile " + std::string{profile}}};
    }
    const base::Result<Json> result = operation->second(in);
    if (!result) return {{"rule", result.rule().id()}};
    return {{"out", result.value()}};
}

std::vector<std::string> reference_ops() {
    std::vector<std::string> names;
    for (const auto& entry : operations()) names.push_back(entry.first);
    return names;
}

std::vector<std::string> reference_profiles() {
    std::vector<std::string> names;
    for_each_profile([&]<param::Profile P>() { names.emplace_back(P::name); });
    return names;
}

std::string sha256_hex(std::string_view text) {
    const base::Bytes data(text.begin(), text.end());
    return hex(crypto::sha256(data));
}

}  // namespace bloomcoin::conformance
