// Files of frames.
#include "frames.hpp"

#include "descriptor.hpp"
#include "text.hpp"

#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/crypto/hash.hpp>

#include <sys/stat.h>
#include <algorithm>
#include <cerrno>

namespace bloomcoin::app {

namespace {

constexpr base::Byte version = 1;
constexpr std::size_t word_size = 7;
constexpr std::size_t start_size = word_size + 1 + std::tuple_size_v<Magic>;
constexpr std::size_t chunk_size = 1 << 16;

using Checksum = std::array<base::Byte, 4>;

Checksum checksum_of(base::BytesView bytes) {
    const base::Hash hash = crypto::sha256(bytes);
    Checksum checksum;
    std::copy_n(hash.begin(), checksum.size(), checksum.begin());
    return checksum;
}

std::uint32_t u32_of(const std::array<base::Byte, 4>& bytes) {
    std::uint32_t number = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8 | bytes[i];
    return number;
}

std::string text_of(base::BytesView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

std::string frames_start(const FrameKind& kind, const Magic& magic) {
    codec::Writer writer;
    writer.write(version);
    writer.write(magic);
    return std::string{kind.word} + text_of(writer.bytes());
}

std::string frame_of(base::BytesView bytes) {
    codec::Writer writer;
    writer.write(static_cast<std::uint32_t>(bytes.size()));
    writer.write(bytes);
    writer.write(checksum_of(bytes));
    return text_of(writer.bytes());
}

FrameReader::FrameReader(const std::string& path, const FrameKind& kind)
    : path_{path}, file_{std::fopen(path.c_str(), "rbe")} {
    if (!file_) fail(exit_data, "cannot open", path_, errno);
    struct stat status {};
    if (::fstat(::fileno(file_.get()), &status) != 0) fail(exit_data, "cannot read", path_, errno);
    if (S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
    read_start(kind);
}

void FrameReader::read_start(const FrameKind& kind) {
    std::array<base::Byte, start_size> start{};
    const std::size_t count = read(start.data(), start.size());
    const std::string got{start.begin(), start.begin() + static_cast<std::ptrdiff_t>(count)};
    const std::string expected = in_quotes(path_) + ": expected a file of " + std::string{kind.noun} +
                                 "s, which begins with \"" + std::string{kind.word} +
                                 "\", version 1 and a profile's magic; got ";
    if (got.substr(0, word_size) != kind.word) throw Failure{exit_data, expected + in_quotes(got)};
    if (count < start.size()) throw Failure{exit_data, expected + "only " + counted(count, "byte")};
    if (start[word_size] != version) {
        throw Failure{exit_data, expected + "version " + std::to_string(start[word_size])};
    }
    std::copy_n(start.begin() + word_size + 1, magic_.size(), magic_.begin());
}

/// How many bytes there were, which is less than were asked for only at the end.
std::size_t FrameReader::read(base::Byte* bytes, std::size_t count) {
    const std::size_t got = std::fread(bytes, 1, count, file_.get());
    if (got < count && std::ferror(file_.get()) != 0) fail(exit_data, "cannot read", path_, errno);
    offset_ += got;
    return got;
}

Frame FrameReader::next(std::uint32_t size_max) {
    Frame frame{Frame::State::cut, offset_, {}};
    std::array<base::Byte, 4> length{};
    const std::size_t length_count = read(length.data(), length.size());
    if (length_count == 0) frame.state = Frame::State::end;
    if (length_count < length.size()) return frame;

    const std::uint32_t announced = u32_of(length);
    frame.announced = announced;
    if (announced > size_max) {
        frame.state = Frame::State::too_long;
        return frame;
    }
    // Room grows with what is there, not with what is announced.
    while (frame.bytes.size() < announced) {
        const std::size_t before = frame.bytes.size();
        const std::size_t wanted = std::min<std::size_t>(chunk_size, announced - before);
        frame.bytes.resize(before + wanted);
        const std::size_t got = read(frame.bytes.data() + before, wanted);
        frame.bytes.resize(before + got);
        if (got < wanted) return frame;
    }
    Checksum checksum{};
    if (read(checksum.data(), checksum.size()) < checksum.size()) return frame;
    frame.state = checksum == checksum_of(frame.bytes) ? Frame::State::whole : Frame::State::damaged;
    return frame;
}

}  // namespace bloomcoin::app
