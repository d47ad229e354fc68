// Files of frames: blocks of a chain, as exported and as kept in its folder, and the pool beside
// them.
//
//     offset  size
//     0       7     "BLCHAIN" for blocks, "BLCPOOL" for transactions of a pool
//     7       1     the version of this format, 1
//     8       4     the magic of the profile
//     then, for each block or transaction:
//             4     n, the number of its bytes, least significant byte first
//             n     its bytes
//             4     the first bytes of the SHA-256 of these n bytes
//
// The first block is the genesis block, and every other stands after the block before it. All
// bytes of a block are its one encoding. The checksum finds accidents; what is right about a block
// is what the rules say.
#pragma once

#include "any_chain.hpp"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace bloomcoin::app {

struct FrameKind {
    std::string_view word;  // the first 7 bytes
    std::string_view noun;  // of what is in a frame
};

inline constexpr FrameKind block_frames{"BLCHAIN", "block"};
inline constexpr FrameKind pool_frames{"BLCPOOL", "transaction"};

/// The 12 bytes with which a file begins.
std::string frames_start(const FrameKind& kind, const Magic& magic);

std::string frame_of(base::BytesView bytes);

/// What was found where a frame begins.
struct Frame {
    enum class State {
        whole,
        end,       // of the file
        cut,       // the file ends inside it
        damaged,   // its checksum is that of other bytes
        too_long,  // more bytes are announced than may be; none of them were read
    };

    State state;
    std::uint64_t offset;
    base::Bytes bytes;            // as far as they are there
    std::uint64_t announced = 0;  // how many there should be; 0 if not even this is there
};

/// Reads a file once, from front to back, with no more than one frame in memory.
class FrameReader {
public:
    /// Complains about a file that cannot be read or does not begin as such a file.
    FrameReader(const std::string& path, const FrameKind& kind);

    /// The next frame, of no more than so many bytes. After one that is not whole there is no other.
    Frame next(std::uint32_t size_max);

    const std::string& path() const { return path_; }
    const Magic& magic() const { return magic_; }
    std::uint64_t offset() const { return offset_; }  // of what is read next
    std::uint64_t size() const { return size_; }      // of the file; 0 where it has none, as a pipe

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    void read_start(const FrameKind& kind);
    std::size_t read(base::Byte* bytes, std::size_t count);

    std::string path_;
    std::unique_ptr<std::FILE, Close> file_;
    Magic magic_{};
    std::uint64_t offset_ = 0;
    std::uint64_t size_ = 0;
};

}  // namespace bloomcoin::app
