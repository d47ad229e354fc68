// bloomcoin capture: frames in a file that Wireshark and tcpdump read.
#include "dialects.hpp"
#include "file.hpp"
#include "input.hpp"
#include "pcap.hpp"
#include "text.hpp"
#include "wire_commands.hpp"

#include <algorithm>
#include <iostream>

namespace bloomcoin::app {

namespace {

/// Any bytes are taken: a capture of broken frames is what one wants to look at.
std::vector<base::Bytes> frames_of(const std::vector<std::string>& texts) {
    std::vector<base::Bytes> frames;
    for (const std::string& text : texts) {
        HexReading reading = read_hex(text);
        const std::string name = "frame " + std::to_string(frames.size() + 1);
        if (reading.rule) throw Failure{exit_data, name + ": " + reading.complaint};
        if (reading.bytes.empty()) throw Failure{exit_data, name + ": expected hexadecimal digits, got none"};
        frames.push_back(std::move(reading.bytes));
    }
    return frames;
}

void cut(base::BytesView bytes, std::size_t size_max, std::vector<base::BytesView>& segments) {
    while (!bytes.empty()) {
        const std::size_t size = std::min(size_max, bytes.size());
        segments.push_back(bytes.first(size));
        bytes = bytes.subspan(size);
    }
}

base::Bytes joined(const std::vector<base::Bytes>& frames) {
    base::Bytes bytes;
    for (const base::Bytes& frame : frames) bytes.insert(bytes.end(), frame.begin(), frame.end());
    return bytes;
}

}  // namespace

Exit capture(const CaptureArguments& arguments) {
    const std::size_t size_max = number_of("--segment-size", arguments.segment_size, 1, segment_size_max);
    std::vector<base::Bytes> frames = frames_of(arguments_or_lines(arguments.frames));
    const std::size_t frame_count = frames.size();
    const Choice choice = choice_of(std::nullopt, arguments.profile, frames.front());
    if (arguments.is_together) frames = {joined(frames)};
    std::vector<base::BytesView> segments;
    for (const base::Bytes& frame : frames) cut(frame, size_max, segments);

    const std::uint16_t port = with_profile(choice.profile, []<class P>(std::type_identity<P>) { return P::port; });
    const base::Bytes file = capture_of(segments, port);
    write_whole(arguments.file, {reinterpret_cast<const char*>(file.data()), file.size()});
    std::cerr << counted(frame_count, "frame") << " in " << counted(segments.size(), "segment") << " to port " << port
              << '\n';
    return exit_ok;
}

}  // namespace bloomcoin::app
