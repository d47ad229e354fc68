// bloomcoin inspect frame and bloomcoin inspect payload: what travels between nodes, field by
// field, down to the byte where it breaks.
#include "frame_listing.hpp"
#include "input.hpp"
#include "wire_commands.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

namespace bloomcoin::app {

namespace {

/// What is shown of one frame, one payload or the rest of a stream.
struct Report {
    std::string text;
    std::string refusal;   // one line; empty if nothing is refused
    std::size_t size = 0;  // how many bytes it is about
    bool is_last = false;  // nothing can be read after it
};

/// A table and a verdict under it. If the text of the bytes is not wholly hexadecimal, that is the verdict.
Report report_of(const Listing& listing, Verdict verdict, std::optional<base::Rule> text_rule, bool is_all) {
    std::optional<Mark> mark = verdict.rule ? listing.find_mark(*verdict.rule) : std::nullopt;
    if (text_rule) {
        verdict = {"refused: " + rule_text(*text_rule), text_rule};
        mark = Mark{*text_rule, listing.bytes().size(), listing.rows().size()};
    }
    std::ostringstream out;
    write_listing(out, listing, mark, is_all);
    out << "verdict  " << verdict.words << '\n';
    Report report{out.str(), {}, 0, false};
    if (verdict.rule) report.refusal = verdict.words + (mark ? " At offset " + std::to_string(mark->offset) : "");
    return report;
}

template <class D>
Report report_of_frame(const HexReading& reading, bool is_all) {
    Listing listing{reading.bytes};
    list_frame<D>(listing);
    return report_of(listing, verdict_of(wire::decode_frame<D>(reading.bytes)), reading.rule, is_all);
}

/// The bytes of the frame that stands at an offset of a stream, or of what is there of it.
template <class D>
Report report_of_next(base::BytesView stream, std::size_t offset, bool is_all) {
    const base::BytesView rest = stream.subspan(offset);
    typename D::FrameHeader header;
    codec::Reader reader{rest};
    const bool has_header{codec::read(reader, header)};
    const base::Check check = has_header ? wire::check_frame_header<D>(header) : base::Check{};
    const bool is_whole = has_header && check && header.payload_size <= reader.left();
    const std::size_t size = is_whole ? rest.size() - reader.left() + header.payload_size : rest.size();

    Listing listing{stream.first(offset + size), offset};
    list_frame<D>(listing);
    Verdict verdict;
    if (is_whole || !check) {
        verdict = verdict_of(wire::decode_frame<D>(rest.first(size)));
    } else {
        const std::size_t needed = has_header ? header.payload_size : codec::encoded_size<typename D::FrameHeader>();
        verdict.words = "waits for " + counted(needed - (has_header ? reader.left() : rest.size()), "more byte");
    }
    Report report = report_of(listing, verdict, {}, is_all);
    // Only what MSG-8 refuses is refused to the message and not to the stream. [FRM-6]
    const bool is_broken = !check || (verdict.rule && verdict.rule == base::Rule("FRM-4"));
    report.is_last = is_broken || !is_whole;
    report.size = size;
    return report;
}

template <class D>
Report report_of_payload(std::size_t kind, const HexReading& reading, bool is_all) {
    Listing listing{reading.bytes};
    list_content<D>(listing, kind);
    const auto message = D::decode_payload(kind, reading.bytes);
    Verdict verdict{"accepted: " + kind_text(kind), {}};
    if (!message) verdict = {"refused: " + rule_text(message.rule()), message.rule()};
    return report_of(listing, verdict, reading.rule, is_all);
}

/// Counts what is refused, and says it when all is shown.
class Refusals {
public:
    void add(const std::string& name, const std::string& refusal) {
        ++frame_count_;
        if (refusal.empty()) return;
        if (++count_ == 1) first_ = name + refusal;
    }

    Exit exit() const {
        if (count_ == 0) return exit_ok;
        if (frame_count_ == 1) throw Failure{exit_data, first_};
        throw Failure{exit_data,
                      first_ + "; refused in all: " + std::to_string(count_) + " of " + counted(frame_count_, "frame")};
    }

private:
    std::size_t frame_count_ = 0;
    std::size_t count_ = 0;
    std::string first_;
};

void write_title(const std::string& name, const Choice& choice, std::size_t size) {
    std::cout << name << choice.dialect << ", " << choice.profile << ", " << counted(size, "byte") << '\n';
}

Exit inspect_each(const FrameArguments& arguments) {
    const std::vector<std::string> texts = arguments_or_lines(arguments.frames);
    Refusals refusals;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const HexReading reading = read_hex(texts[i]);
        const Choice choice = choice_of(arguments.dialect, arguments.profile, reading.bytes);
        const Report report = with_dialect(
            choice, [&]<class D>(std::type_identity<D>) { return report_of_frame<D>(reading, arguments.is_all); });
        const std::string name = texts.size() == 1 ? "" : "frame " + std::to_string(i + 1) + ": ";
        if (i != 0) std::cout << '\n';
        write_title(name, choice, reading.bytes.size());
        std::cout << report.text;
        refusals.add(name, reading.rule ? reading.complaint : report.refusal);
    }
    return refusals.exit();
}

base::Bytes joined(const std::vector<std::string>& texts) {
    base::Bytes bytes;
    for (const std::string& text : texts) {
        const HexReading reading = read_hex(text);
        if (reading.rule) throw Failure{exit_data, reading.complaint};
        bytes.insert(bytes.end(), reading.bytes.begin(), reading.bytes.end());
    }
    return bytes;
}

Exit inspect_stream(const FrameArguments& arguments) {
    const base::Bytes stream = joined(arguments_or_lines(arguments.frames));
    const Choice choice = choice_of(arguments.dialect, arguments.profile, stream);
    Refusals refusals;
    write_title("stream: ", choice, stream.size());
    std::size_t offset = 0;
    for (std::size_t i = 1; offset < stream.size(); ++i) {
        const Report report = with_dialect(choice, [&]<class D>(std::type_identity<D>) {
            return report_of_next<D>(stream, offset, arguments.is_all);
        });
        const std::string name = "frame " + std::to_string(i) + ": ";
        std::cout << '\n' << name << counted(report.size, "byte") << '\n' << report.text;
        refusals.add(name, report.refusal);
        if (report.is_last) break;
        offset += report.size;
    }
    return refusals.exit();
}

std::size_t kind_of(std::string_view name, std::optional<base::Byte> wire::Kind::*dialect) {
    std::string names;
    for (std::size_t kind = 0; kind < wire::kind_count; ++kind) {
        if (!(wire::kinds[kind].*dialect)) continue;
        if (wire::kinds[kind].name == name) return kind;
        names += (names.empty() ? "" : ", ") + std::string{wire::kinds[kind].name};
    }
    throw Failure{exit_usage, "expected one of the kinds " + names + ", got " + in_quotes(name)};
}

}  // namespace

Exit inspect_frames(const FrameArguments& arguments) {
    return arguments.is_stream ? inspect_stream(arguments) : inspect_each(arguments);
}

Exit inspect_payload(const PayloadArguments& arguments) {
    const Choice choice{arguments.dialect, arguments.profile};
    const auto kind =
        with_dialect(choice, [&]<class D>(std::type_identity<D>) { return kind_of(arguments.kind, D::code); });
    const std::vector<std::string> texts = arguments_or_lines({arguments.payload});
    if (texts.size() != 1) {
        throw Failure{exit_data, "expected one payload on standard input, got " + counted(texts.size(), "line")};
    }
    const HexReading reading = read_hex(texts[0]);
    const Report report = with_dialect(
        choice, [&]<class D>(std::type_identity<D>) { return report_of_payload<D>(kind, reading, arguments.is_all); });
    write_title(arguments.kind + ": ", choice, reading.bytes.size());
    std::cout << report.text;
    Refusals refusals;
    refusals.add({}, reading.rule ? reading.complaint : report.refusal);
    return refusals.exit();
}

}  // namespace bloomcoin::app
