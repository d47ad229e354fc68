// bloomcoin verify: valid, or the first broken rule and what was computed instead. What is
// valid is said on standard output; a refusal is one line on standard error, so that a
// script that reads the one never takes the other for it.
#include "commands.hpp"
#include "input.hpp"
#include "judgement.hpp"
#include "profiles.hpp"

#include <iostream>

namespace bloomcoin::app {

namespace {

std::string refused_text(const Judgement& judgement) {
    const Evidence evidence = evidence_of(judgement);
    std::string text = "refused: " + std::string{judgement.rule->id()} + ' ' + std::string{judgement.rule->sentence()};
    if (!evidence.said.empty()) text += " header: " + evidence.said + ';';
    if (!evidence.computed.empty()) text += " computed: " + evidence.computed;
    return text + '\n';
}

}  // namespace

Exit verify(const HeaderArguments& arguments) {
    const Judgement judgement = with_profile(arguments.profile, [&]<class P>(std::type_identity<P>) {
        return judgement_of<P>(header_of_hex(argument_or_line(arguments.header)));
    });
    if (judgement.rule) {
        std::cerr << refused_text(judgement);
        return exit_negative;
    }
    std::cout << "valid\n" << essentials_text(judgement.header);
    return exit_ok;
}

}  // namespace bloomcoin::app
