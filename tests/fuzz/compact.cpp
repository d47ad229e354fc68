// Bytes as a stream of the compact dialect. The first byte says which network it is of (1: mainnet,
// else tiny). Four bytes say how the stream is cut into pieces. The rest is the stream.
#include "support/pieces.hpp"

#include <cstddef>
#include <cstdint>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 5) return 0;
    const std::span<const base::Byte> sizes{data + 1, 4};
    const base::BytesView stream{data + 5, size - 5};
    (data[0] & 1) != 0 ? require_stream<CompactByHand<param::Mainnet>>(stream, sizes)
                       : require_stream<CompactByHand<param::Tiny>>(stream, sizes);
    return 0;
}
