// The profiles: one struct for each network. A derived profile states only where it
// departs, and why.
// Spec: spec/param.md.
#pragma once

#include <bloomcoin/param/profile.hpp>

namespace bloomcoin::param {

/// The main network, on the standard oscillators: 63 of them, 1000 states. [PAR-2] [PAR-6] [PAR-7]
struct Mainnet {
    static constexpr std::string_view name = "mainnet";
    static constexpr std::array<base::Byte, 4> magic{'B', 'L', 'C', 0};
    static constexpr std::uint32_t oscillator_count = 63;
    static constexpr std::uint32_t step_count = 1000;
    static constexpr std::uint32_t bloom_run = num::lucas(4);
    static constexpr std::uint64_t difficulty_initial = 4;

    static constexpr std::uint64_t interval_target_s = 420;  // L(4) minutes
    static constexpr std::uint32_t retarget_window = num::lucas(10);
    static constexpr std::uint32_t coinbase_maturity = num::lucas(10);
    static constexpr std::uint32_t halving_interval = num::lucas(20);
    static constexpr std::uint32_t block_size_max = 1 << 20;
    static constexpr std::uint32_t pool_size_max = 1 << 24;
    static constexpr std::uint32_t pool_age_max = 3 * num::lucas(10);
    static constexpr std::uint32_t kept_count_max = 64;
    static constexpr std::uint64_t genesis_nonce = 299;

    static constexpr std::uint16_t port = 7618;
    static constexpr std::uint32_t payload_size_max = 1 << 20;
};

/// The test network: the oscillators of the main network, and blocks seven times as often. [PAR-2] [PAR-6] [PAR-7]
struct Testnet : Mainnet {
    static constexpr std::string_view name = "testnet";
    static constexpr std::array<base::Byte, 4> magic{'B', 'L', 'T', 0};
    static constexpr std::uint64_t interval_target_s = 60;
    static constexpr std::uint32_t retarget_window = 10;
    static constexpr std::uint64_t genesis_nonce = 501;
    static constexpr std::uint16_t port = 8333;
};

/// The fast oscillators: an attempt costs a quarter, blooms are twice as frequent. [PAR-2]
struct Fast : Mainnet {
    static constexpr std::string_view name = "fast";
    static constexpr std::array<base::Byte, 4> magic{'B', 'L', 'F', 0};
    static constexpr std::uint32_t oscillator_count = 31;
    static constexpr std::uint32_t step_count = 500;
    static constexpr std::uint64_t difficulty_initial = 2;
    static constexpr std::uint64_t genesis_nonce = 46;
};

/// The secure oscillators: an attempt costs four times as much, blooms are rarer. [PAR-2]
struct Secure : Mainnet {
    static constexpr std::string_view name = "secure";
    static constexpr std::array<base::Byte, 4> magic{'B', 'L', 'S', 0};
    static constexpr std::uint32_t oscillator_count = 127;
    static constexpr std::uint32_t step_count = 2000;
    static constexpr std::uint64_t difficulty_initial = 6;
    static constexpr std::uint64_t genesis_nonce = 870;
};

/// So small that tests can go through everything. [PAR-2] [PAR-6] [PAR-7]
struct Tiny : Mainnet {
    static constexpr std::string_view name = "tiny";
    static constexpr std::array<base::Byte, 4> magic{'B', 'L', 'Y', 0};
    static constexpr std::uint32_t oscillator_count = 5;
    static constexpr std::uint32_t step_count = 64;
    static constexpr std::uint64_t difficulty_initial = 1;
    static constexpr std::uint64_t interval_target_s = 10;
    static constexpr std::uint32_t retarget_window = 5;
    static constexpr std::uint32_t coinbase_maturity = 3;
    static constexpr std::uint32_t halving_interval = 20;
    static constexpr std::uint32_t block_size_max = 4096;
    static constexpr std::uint32_t pool_size_max = 6144;
    static constexpr std::uint32_t pool_age_max = 8;
    static constexpr std::uint32_t kept_count_max = 4;
    static constexpr std::uint64_t genesis_nonce = 4;
    static constexpr std::uint32_t payload_size_max = 8192;
};

static_assert(frequency_scale == 5838344);
static_assert(coupling_gain<Mainnet> == 1917590034);
static_assert(coupling_gain<Fast> == 3897037811);
static_assert(coupling_gain<Secure> == 951245450);
static_assert(coupling_gain<Tiny> == 24161634428);

static_assert(relations_hold<Mainnet>());
static_assert(relations_hold<Testnet>());
static_assert(relations_hold<Fast>());
static_assert(relations_hold<Secure>());
static_assert(relations_hold<Tiny>());

}  // namespace bloomcoin::param
