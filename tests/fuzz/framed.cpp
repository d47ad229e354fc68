// Bytes as a stream of the framed dialect. The first byte says which network it is of (1: mainnet,
// else tiny) and whether the checksum of each frame is made right before anybody reads it (2), so
// that a fuzzer gets past FRM-4 without finding a hash; 4 makes the magic right too. Four bytes say how
// the stream is cut into pieces. The rest is the stream.
#include "support/pieces.hpp"

#include <cstddef>
#include <cstdint>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

namespace {

/// Each frame, as far as sizes lead from one to the next, with the magic or the checksum that it should have.
template <param::Profile P>
void repair(base::Bytes& bytes, bool has_magic, bool has_checksum) {
    using ByHand = FramedByHand<P>;
    std::size_t at = 0;
    while (at + ByHand::header_size <= bytes.size()) {
        const auto frame = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        if (has_magic) std::ranges::copy(P::magic, frame);
        const base::BytesView rest = base::BytesView{bytes}.subspan(at);
        const std::size_t size = ByHand::size_of(rest);
        if (size > rest.size() - ByHand::header_size) return;
        const base::Hash hash = crypto::sha256(rest.subspan(ByHand::header_size, size));
        if (has_checksum) std::copy_n(hash.begin(), 4, frame + 8);
        at += ByHand::header_size + size;
    }
}

template <param::Profile P>
void check(base::Byte flags, std::span<const base::Byte> sizes, base::Bytes stream) {
    repair<P>(stream, (flags & 4) != 0, (flags & 2) != 0);
    require_stream<FramedByHand<P>>(stream, sizes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 5) return 0;
    const std::span<const base::Byte> sizes{data + 1, 4};
    const base::Bytes stream(data + 5, data + size);
    (data[0] & 1) != 0 ? check<param::Mainnet>(data[0], sizes, stream) : check<param::Tiny>(data[0], sizes, stream);
    return 0;
}
