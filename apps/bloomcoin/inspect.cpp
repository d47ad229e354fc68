// bloomcoin inspect: a header field by field and check by check. A text that is no whole
// header is shown as far as it goes.
#include "commands.hpp"
#include "input.hpp"
#include "judgement.hpp"
#include "listing.hpp"
#include "profiles.hpp"

#include <bloomcoin/codec/fields.hpp>
#include <bloomcoin/codec/hex.hpp>

#include <array>
#include <iostream>
#include <optional>
#include <sstream>
#include <string_view>

namespace bloomcoin::app {

namespace {

constexpr std::size_t header_size = codec::encoded_size<chain::Header>();

/// The checks of a header in their order, each said as it is when it holds. [HDR-7]
struct Step {
    base::Rule rule;
    std::string_view holds;
};

constexpr std::array steps{
    Step{"HDR-1", "the version is known"},
    Step{"HDR-2", "a bloom can be complete at this step"},
    Step{"HDR-3", "a coherent state can have this coherence"},
    Step{"WRK-1", "there is a difficulty"},
    Step{"WRK-2", "the hash is worth the difficulty"},
    Step{"POC-1", "the oscillators bloom"},
    Step{"POC-2", "they bloom at this step"},
    Step{"POC-3", "with this coherence"},
    Step{"POC-4", "with this mean phase"},
    Step{"POC-5", "with these phases"},
};

void write_checks(std::ostream& out, const Judgement& judgement) {
    out << "\nchecks, in the order of the rules\n";
    bool is_over = false;
    for (const Step& step : steps) {
        out << "  " << step.rule.id() << "  ";
        if (is_over) {
            out << "not reached\n";
        } else if (judgement.rule == step.rule) {
            const Evidence evidence = evidence_of(judgement);
            out << "refused      " << step.rule.sentence() << "\n                      header:   " << evidence.said
                << "\n                      computed: " << evidence.computed << '\n';
            is_over = true;
        } else {
            out << "ok           " << step.holds << '\n';
        }
    }
    // A rule that the list above has not learnt yet is still shown.
    if (judgement.rule && !is_over)
        out << "  " << judgement.rule->id() << "  refused      " << judgement.rule->sentence() << '\n';
}

/// What a header has besides its fields.
void write_judgement(std::ostream& out, const Judgement& judgement) {
    out << "\nhash  " << codec::to_hex(judgement.hash) << '\n';
    if (judgement.header.difficulty != 0) {
        out << "work  " << margin_text(judgement.hash, judgement.header.difficulty) << '\n';
    }
    write_checks(out, judgement);
}

}  // namespace

Exit inspect(const HeaderArguments& arguments) {
    const auto judge = with_profile(arguments.profile, []<class P>(std::type_identity<P>) { return &judgement_of<P>; });
    const std::string text = argument_or_line(arguments.header);
    const HexReading reading = read_hex(text, header_size);

    std::ostringstream out;
    Listing listing{reading.bytes};
    chain::Header header;
    (void)listing.list_fields(header);  // where the bytes end is where the text does
    std::optional<Mark> mark;
    if (reading.rule) mark = Mark{*reading.rule, reading.bytes.size(), listing.rows().size()};
    write_listing(out, listing, mark, true);
    if (!reading.rule) write_judgement(out, judge(header));
    std::cout << out.str();
    if (reading.rule) throw Failure{exit_data, reading.complaint};
    return exit_ok;
}

}  // namespace bloomcoin::app
