// Writer appends values to a string of bytes that it owns. What it writes, Reader reads.
// Not here: which values a record has, which is fields.hpp's work.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace bloomcoin::codec {

class Writer {
public:
    constexpr Writer() = default;
    /// Goes on after bytes that are there already.
    constexpr explicit Writer(base::Bytes bytes) : bytes_{std::move(bytes)}, end_{bytes_.size()} {}

    /// Makes room for so many bytes more, at once rather than little by little.
    constexpr void reserve(std::size_t size) {
        if (bytes_.size() - end_ < size) bytes_.resize(end_ + size, 0);
    }

    /// An unsigned integer, least significant byte first unless another order is asked for. [COD-5]
    template <std::unsigned_integral U>
    constexpr void write(U value, std::endian order = std::endian::little) {
        std::array<base::Byte, sizeof(U)> bytes{};
        for (std::size_t i = 0; i < sizeof(U); ++i) {
            const std::size_t place = order == std::endian::little ? i : sizeof(U) - 1 - i;
            bytes[i] = static_cast<base::Byte>(value >> (8 * place));
        }
        write(bytes);
    }

    /// Bytes as they stand. [COD-6]
    constexpr void write(base::BytesView bytes) { std::copy(bytes.begin(), bytes.end(), next(bytes.size())); }
    template <std::size_t N>
    constexpr void write(const std::array<base::Byte, N>& bytes) {
        std::copy_n(bytes.begin(), N, next(N));
    }

    constexpr base::BytesView bytes() const& { return base::BytesView{bytes_}.first(end_); }
    constexpr base::Bytes bytes() && {
        bytes_.resize(std::exchange(end_, 0));
        return std::move(bytes_);
    }

private:
    /// Where the next bytes go, so many of them.
    constexpr base::Byte* next(std::size_t size) {
        if (bytes_.size() - end_ < size) bytes_.resize(2 * end_ + size, 0);
        return bytes_.data() + std::exchange(end_, end_ + size);
    }

    base::Bytes bytes_;    // what is written, and room for more
    std::size_t end_ = 0;  // of what is written
};

static_assert(
    [] {
        Writer writer;
        writer.write(std::uint16_t{0x0102});
        writer.write(std::uint16_t{0x0102}, std::endian::big);
        return std::move(writer).bytes() == base::Bytes{0x02, 0x01, 0x01, 0x02};
    }(),
    "the least significant byte comes first unless said otherwise");

}  // namespace bloomcoin::codec
