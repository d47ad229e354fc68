// Bytes as a payload, without a frame and so without a checksum. The first byte chooses the kind (modulo
// 22), the dialect and the network. The last of the 22 is a batch that is put together here: the rest is
// its parts, each a code, a size (u16, least significant byte first) and as many bytes.
#include "support/meaning.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

namespace {

constexpr std::size_t choice_count = wire::kind_count + 1;

/// A batch of parts, each with its own size right.
base::Bytes batch_of(base::BytesView parts) {
    std::uint16_t count = 0;
    codec::Writer body;
    codec::Reader reader{parts};
    base::Byte code = 0;
    std::uint16_t wanted = 0;
    while (reader.read(code) && reader.read(wanted)) {
        const std::size_t size = std::min<std::size_t>(wanted, reader.left());
        body.write(code);
        body.write(static_cast<std::uint32_t>(size), std::endian::big);
        body.write(reader.take(size).value());
        ++count;
    }
    codec::Writer batch;
    batch.write(count, std::endian::big);
    batch.write(body.bytes());
    return std::move(batch).bytes();
}

template <param::Profile P>
void check(std::size_t choice, bool is_compact, base::BytesView payload) {
    if (choice == wire::kind_count) {
        require_meaning(FramedByHand<P>{}, wire::batch_kind, batch_of(payload));
    } else if (!is_compact) {
        require_meaning(FramedByHand<P>{}, choice, payload);
    } else if (wire::kinds[choice].compact) {
        require_meaning(CompactByHand<P>{}, choice, payload);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const base::BytesView payload{data + 1, size - 1};
    const std::size_t choice = data[0] % choice_count;
    const bool is_compact = data[0] / choice_count % 2 == 1;
    const bool is_mainnet = data[0] / choice_count / 2 % 2 == 1;
    is_mainnet ? check<param::Mainnet>(choice, is_compact, payload) : check<param::Tiny>(choice, is_compact, payload);
    return 0;
}
