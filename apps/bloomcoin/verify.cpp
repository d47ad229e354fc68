// bloomcoin verify: valid, or the first broken rule and what was computed instead.
#include "commands.hpp"
#include "input.hpp"
#include "judgement.hpp"
#include "profiles.hpp"

#include <iostream>

namespace bloomcoin::app {

namespace {

std::string refused_text(const Judgement& judgement) {
    const Evidence evidence = evidence_of(judgement);
    std::string text =
        "refused: " + std::string{judgement.rule->id()} + ' ' + std::string{judgement.rule->sentence()} + '\n';
    if (!evidence.said.empty()) text += "  header    " + evidence.said + '\n';
    if (!evidence.computed.empty()) text += "  computed  " + evidence.computed + '\n';
    return text;
}

}  // namespace

Exit verify(const HeaderArguments& arguments) {
    const Judgement judgement = with_profile(arguments.profile, [&]<class P>(std::type_identity<P>) {
        return judgement_of<P>(header_of_hex(argument_or_line(arguments.header)));
    });
    std::cout << (judgement.rule ? refused_text(judgement) : "valid\n" + essentials_text(judgement.header));
    return judgement.rule ? exit_negative : exit_ok;
}

}  // namespace bloomcoin::app
