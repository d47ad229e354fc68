// Writer appends little-endian values to a string of bytes that it owns. What it
// writes, Reader reads.
// Spec: spec/codec.md.
#pragma once

#include <bloomcoin/base/bytes.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace bloomcoin::codec {

class Writer {
public:
    /// An unsigned integer, least significant byte first. [COD-5]
    template <std::unsigned_integral U>
    constexpr void write(U value) {
        for (std::size_t i = 0; i < sizeof(U); ++i) {
            bytes_.push_back(static_cast<base::Byte>(value >> (8 * i)));
        }
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
        return writer.bytes() == base::Bytes{0x02, 0x01};
    }(),
    "the least significant byte comes first");

}  // namespace bloomcoin::codec
