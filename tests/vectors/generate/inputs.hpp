// Inputs that several rooms of the generator draw: words that look random and are the same on
// every machine, and prefixes of headers.
#pragma once

#include <bloomcoin/bloomcoin.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace bloomcoin::vectors {

inline std::string hex(base::BytesView bytes) { return codec::to_hex(bytes); }

/// All bytes but the last.
inline std::string hex_cut(base::BytesView bytes) { return hex(bytes.first(bytes.size() - 1)); }

inline base::Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

/// A number as digits of fixed width, so that ids sort as their inputs do.
inline std::string padded(std::uint64_t value, int width) {
    std::string digits = std::to_string(value);
    return digits.size() < static_cast<std::size_t>(width)
               ? std::string(static_cast<std::size_t>(width) - digits.size(), '0') + digits
               : digits;
}

/// Words drawn for one group of cases, from its name. Two draws never stand in one call: compilers
/// differ in the order of arguments.
class Draw {
public:
    explicit Draw(std::string_view name) : words_{crypto::tagged_hash("BLC/vectors", bytes_of(name))} {}

    std::uint32_t word() { return words_.next(); }
    std::uint64_t word64() {
        const std::uint64_t high = word();
        return high << 32 | word();
    }
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(std::uint64_t{word()} * bound >> 32); }
    base::Hash hash() {
        base::Hash hash;
        for (base::Byte& byte : hash) byte = static_cast<base::Byte>(word() >> 24);
        return hash;
    }
    base::Bytes bytes(std::size_t count) {
        base::Bytes bytes(count);
        for (base::Byte& byte : bytes) byte = static_cast<base::Byte>(word() >> 24);
        return bytes;
    }
    template <std::size_t N>
    std::array<num::Turn, N> phases() {
        std::array<num::Turn, N> phases;
        for (num::Turn& phase : phases) phase = word();
        return phases;
    }
    template <std::size_t N>
    std::array<std::int32_t, N> frequencies() {
        std::array<std::int32_t, N> frequencies;
        for (std::int32_t& frequency : frequencies) frequency = kuramoto::frequency_of(word());
        return frequencies;
    }
    /// A header with everything drawn that a miner does not find, of difficulty 1.
    chain::Header block_template() {
        chain::Header header;
        header.previous = hash();
        header.merkle_root = hash();
        header.time_s = 1'700'000'000 + below(100'000'000);
        header.difficulty = 1;
        return header;
    }

private:
    crypto::WordStream words_;
};

}  // namespace bloomcoin::vectors
