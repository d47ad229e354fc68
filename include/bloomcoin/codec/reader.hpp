// Reader takes values from the front of a view of bytes. It never looks past the end and
// never copies more than it was asked for.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/result.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::codec {

class Reader {
public:
    constexpr explicit Reader(base::BytesView bytes) : rest_{bytes} {}

    /// The next unsigned integer, least significant byte first unless another order is asked for. [COD-5]
    /// Refuses COD-1.
    template <std::unsigned_integral U>
    constexpr base::Check read(U& value, std::endian order = std::endian::little) {
        if (rest_.size() < sizeof(U)) return base::Rule("COD-1");
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < sizeof(U); ++i) {
            const std::size_t place = order == std::endian::little ? i : sizeof(U) - 1 - i;
            sum |= std::uint64_t{rest_[i]} << (8 * place);
        }
        value = static_cast<U>(sum);
        rest_ = rest_.subspan(sizeof(U));
        return {};
    }

    /// The next N bytes as they stand. [COD-6]
    /// Refuses COD-1.
    template <std::size_t N>
    constexpr base::Check read(std::array<base::Byte, N>& bytes) {
        if (rest_.size() < N) return base::Rule("COD-1");
        std::copy_n(rest_.begin(), N, bytes.begin());
        rest_ = rest_.subspan(N);
        return {};
    }

    /// The next `size` bytes, where they are.
    /// Refuses COD-1.
    constexpr base::Result<base::BytesView> take(std::size_t size) {
        if (rest_.size() < size) return base::Rule("COD-1");
        const base::BytesView bytes = rest_.first(size);
        rest_ = rest_.subspan(size);
        return bytes;
    }

    /// How many bytes are left.
    constexpr std::size_t left() const { return rest_.size(); }

    /// Refuses COD-2 if any bytes are left.
    constexpr base::Check finish() const {
        if (!rest_.empty()) return base::Rule("COD-2");
        return {};
    }

private:
    base::BytesView rest_;
};

static_assert(
    [] {
        constexpr std::array<base::Byte, 4> bytes{0x02, 0x01, 0x01, 0x02};
        Reader reader{bytes};
        std::uint16_t little = 0;
        std::uint16_t big = 0;
        return reader.read(little) && little == 0x0102 && reader.read(big, std::endian::big) && big == 0x0102 &&
               reader.finish() && !reader.read(big);
    }(),
    "the least significant byte comes first unless said otherwise, and there is nothing after the end");

}  // namespace bloomcoin::codec
