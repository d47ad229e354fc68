// What the command line around frames looks like; each command has a file of its own.
#include "command_line.hpp"
#include "wire_commands.hpp"

#include <memory>

namespace bloomcoin::app {

namespace {

constexpr const char* frame_footer = R"(A FRAME is the hexadecimal digits of one frame; - is standard input, a frame a
line. Every field is shown with its offset, and under it the place where a rule
is broken. Bytes that begin with "B", as the magic of every profile does, are
read as framed, others as compact.

Examples:
  bloomcoin inspect frame 424c430042000000af5570f5000000080000000000000000
  bloomcoin inspect frame --dialect compact 2204000000003f
  bloomcoin inspect frame - <<< 424c590002000000e3b0c44200000000
  bloomcoin inspect frame --stream 0200000200002204000000803f

Exit codes: 0 accepted, or of an unknown kind and passed over; 65 refused, or no
hexadecimal digits.)";

constexpr const char* payload_footer = R"(What would travel in a frame, or as a part of a batch, without what stands
before it.

Examples:
  bloomcoin inspect payload ping 0000000000000007
  bloomcoin inspect payload --dialect compact coherence 0000403f
  bloomcoin inspect payload get-phase - <<< 000003e8

Exit codes: 0 accepted; 65 refused, or no hexadecimal digits.)";

constexpr const char* capture_footer = R"(A FRAME is the hexadecimal digits of one frame; - is standard input, a frame a
line. All of them travel over one connection to the port of the profile, which
is that of the first magic unless it is said. Nothing is checked: a capture of
broken frames is good to look at. The same frames always make the same file.
The dissector for Wireshark is apps/wireshark/bloomcoin.lua.

Examples:
  bloomcoin capture -o ping.pcap 424c430042000000af5570f5000000080000000000000000; ls ping.pcap
  bloomcoin capture -o - 020000 2204000000003f | od -A d -t x1
  bloomcoin capture -o talk.pcap --together --segment-size 4 020000 220000; ls talk.pcap

Exit codes: 0 written; 65 no hexadecimal digits; 73 the file cannot be created;
74 writing failed.)";

/// A command with arguments of a type of its own.
template <class Arguments>
Arguments& make(CLI::App& app, std::vector<Command>& commands, const char* footer, Exit (*run)(const Arguments&)) {
    const auto arguments = std::make_shared<Arguments>();
    app.footer(footer);
    commands.push_back({&app, [arguments, run] { return run(*arguments); }});
    return *arguments;
}

void add_optional_profile(CLI::App& app, std::optional<std::string>& profile) {
    app.add_option("--profile", profile, "whose rules: " + profile_names() + " (or the magic's)");
}

constexpr const char* dialect_description = "framed or compact";

void add_frames(CLI::App& app, std::vector<std::string>& frames) {
    app.add_option("FRAME", frames, "hexadecimal digits, or - for the lines of standard input")
        ->type_name("")
        ->required();
}

void add_all(CLI::App& app, bool& is_all) {
    app.add_flag("--all", is_all, "all elements of long lists")->disable_flag_override();
}

}  // namespace

void add_inspect_commands(CLI::App& inspect, std::vector<Command>& commands) {
    CLI::App& frame = *inspect.add_subcommand("frame", "Show frames field by field, and what is wrong with them");
    auto& frames = make(frame, commands, frame_footer, &inspect_frames);
    add_optional_profile(frame, frames.profile);
    frame.add_option("--dialect", frames.dialect,
                     std::string{dialect_description} + " (default: framed if the bytes begin as a magic)");
    frame.add_flag("--stream", frames.is_stream, "the bytes are frames one after another, cut anywhere")
        ->disable_flag_override();
    add_all(frame, frames.is_all);
    add_frames(frame, frames.frames);

    CLI::App& payload = *inspect.add_subcommand("payload", "Show the payload of a message without its frame");
    auto& arguments = make(payload, commands, payload_footer, &inspect_payload);
    add_profile(payload, arguments.profile);
    payload.add_option("--dialect", arguments.dialect, dialect_description)->capture_default_str();
    add_all(payload, arguments.is_all);
    payload.add_option("KIND", arguments.kind, "of the message: version, ping, ...")->type_name("")->required();
    payload.add_option("PAYLOAD", arguments.payload, "hexadecimal digits, or - for a line of standard input")
        ->type_name("")
        ->required();
}

void add_capture(CLI::App& program, std::vector<Command>& commands) {
    CLI::App& app = *program.add_subcommand("capture", "Write frames as a conversation that Wireshark reads");
    auto& arguments = make(app, commands, capture_footer, &capture);
    app.add_option("-o,--output", arguments.file, "the capture file, - for standard output")
        ->type_name("FILE")
        ->required();
    add_optional_profile(app, arguments.profile);
    app.add_option("--segment-size", arguments.segment_size, "how many bytes of data a packet has at most")
        ->type_name("N")
        ->capture_default_str();
    app.add_flag("--together", arguments.is_together, "a frame begins where the one before it ends, inside a packet")
        ->disable_flag_override();
    add_frames(app, arguments.frames);
}

}  // namespace bloomcoin::app
