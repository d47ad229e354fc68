// Writer appends values to a string of bytes that it owns. What it writes, Reader reads.
// Not here: which values a record has, which is fields.hpp's work.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>

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
    constexpr explicit Writer(base::Bytes bytes) : bytes_{std::move(bytes)} {}

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
    constexpr void write(base::BytesView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    template <std::size_t N>
    constexpr void write(const std::array<base::Byte, N>& bytes) {
        write(base::BytesView{bytes});
    }

    constexpr const base::Bytes& bytes() const& { return bytes_; }
    constexpr base::Bytes bytes() && { return std::move(bytes_); }

private:
    base::Bytes bytes_;
};

static_assert(
    [] {
        Writer writer;
        writer.write(std::uint16_t{0x0102});
        writer.write(std::uint16_t{0x0102}, std::endian::big);
        return writer.bytes() == base::Bytes{0x02, 0x01, 0x01, 0x02};
    }(),
    "the least significant byte comes first unless said otherwise");

}  // namespace bloomcoin::codec
