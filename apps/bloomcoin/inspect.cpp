// bloomcoin inspect: a header field by field and check by check. A text that is no whole
// header is shown as far as it goes.
#include "commands.hpp"
#include "input.hpp"
#include "judgement.hpp"
#include "profiles.hpp"
#include "text.hpp"

#include <bloomcoin/codec/fields.hpp>
#include <bloomcoin/codec/hex.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <iomanip>
#include <iostream>
#include <sstream>

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

/// What a field's value means to people. A field without an entry here shows its number.
std::string meaning_of(std::string_view field, std::uint64_t value) {
    if (field == "time_s") {
        const std::string date = utc_text(value);
        return std::to_string(value) + (date.empty() ? "" : " = " + date);
    }
    if (field == "coherence") return coherence_text(static_cast<std::uint32_t>(value));
    if (field == "mean_phase") return decimal(degrees_of(static_cast<num::Turn>(value)), 3) + " degrees";
    return std::to_string(value);
}

std::string meaning_of(std::string_view, const base::Hash&) { return {}; }

/// One field, its digits sixteen bytes a line.
void write_field(std::ostream& out, std::size_t offset, std::string_view name, base::BytesView bytes,
                 std::string_view meaning) {
    constexpr std::size_t bytes_per_line = 16;
    out << std::setw(6) << offset << std::setw(8) << bytes.size() << "  " << std::left << std::setw(14) << name;
    const base::BytesView first = bytes.first(std::min(bytes_per_line, bytes.size()));
    if (meaning.empty()) {
        out << codec::to_hex(first);
    } else {
        // A cut hash fills the column, and still needs a gap before the words.
        out << std::setw(16) << codec::to_hex(first) << "  " << meaning;
    }
    out << std::right << '\n';
    for (bytes = bytes.subspan(first.size()); !bytes.empty();) {
        const base::BytesView line = bytes.first(std::min(bytes_per_line, bytes.size()));
        out << std::string(30, ' ') << codec::to_hex(line) << '\n';
        bytes = bytes.subspan(line.size());
    }
}

/// The fields that these bytes begin with; the last of them may be cut.
void write_fields(std::ostream& out, const base::Bytes& bytes) {
    base::Bytes filled = bytes;
    filled.resize(header_size);
    const chain::Header header = codec::decode<chain::Header>(filled).value();

    out << "offset  length  field         bytes             meaning\n";
    std::size_t offset = 0;
    codec::for_each_field<chain::Header>([&](const auto& field) {
        const auto& value = header.*field.member;
        const std::size_t there = std::min(sizeof(value), bytes.size() - std::min(offset, bytes.size()));
        if (there != 0) {
            const std::string cut = std::to_string(there) + " of " + std::to_string(sizeof(value)) + " bytes";
            write_field(out, offset, field.name, base::BytesView{bytes}.subspan(offset, there),
                        there == sizeof(value) ? meaning_of(field.name, value) : cut);
        }
        offset += sizeof(value);
    });
}

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

void write_header(std::ostream& out, const Judgement& judgement) {
    write_fields(out, codec::encode(judgement.header));
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
    if (reading.rule) {
        write_fields(out, reading.bytes);
        out << std::setw(6) << reading.bytes.size() << "  ^ here: " << reading.rule->id() << ' '
            << reading.rule->sentence() << '\n';
        std::cout << out.str();
        throw Failure{exit_data, reading.complaint};
    }
    write_header(out, judge(codec::decode<chain::Header>(reading.bytes).value()));
    std::cout << out.str();
    return exit_ok;
}

}  // namespace bloomcoin::app
