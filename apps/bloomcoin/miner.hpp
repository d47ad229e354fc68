// A search on all cores: one part of the nonces for each thread, and the lowest nonce that
// any of them finds. So the answer is that of one thread, however many there are, unless the
// search is ended early: then a lower one may have been left undecided.
#pragma once

#include <bloomcoin/chain/search.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace bloomcoin::app {

/// How a search is to be made: by so many threads, at least one.
struct Miner {
    unsigned thread_count = std::max(1U, std::thread::hardware_concurrency());
    chain::SearchOptions options{};
};

/// All threads that this machine runs at once, unless fewer or more are asked for, with the best
/// instructions, unless the environment names others. Complains about options and environment.
Miner miner_of(const std::optional<std::string>& threads = {}, const std::string& give_up = "seldom");

/// Asked about ten times a second, with what has been tried so far: false ends the search.
using GoesOn = std::function<bool(const chain::Mined&)>;

namespace detail {

/// What the threads of a search share.
struct Shared {
    std::atomic<std::uint64_t> attempts_max;  // of all parts together: it falls when something is found
    std::mutex mutex{};
    std::condition_variable changed{};
    unsigned finished_count = 0;
};

/// How many of the first attempts belong to a part.
inline std::uint64_t share(std::uint64_t attempt_count, std::uint64_t part, std::uint64_t part_count) {
    return attempt_count / part_count + (part < attempt_count % part_count ? 1 : 0);
}

template <param::Profile P>
struct Part {
    Part(std::uint64_t part_number, const chain::Search<P>& part_search) : number{part_number}, search{part_search} {}

    std::uint64_t number;
    chain::Search<P> search;
    std::atomic<std::uint64_t> attempt_count{0};
    std::atomic<std::uint64_t> bloom_count{0};

    void run(const std::stop_token& stop, Shared& shared, std::uint64_t part_count) {
        while (!search.is_over() && !stop.stop_requested()) {
            search.step();
            search.shorten(share(shared.attempts_max, number, part_count));
            const chain::Mined mined = search.mined();
            attempt_count = mined.attempt_count;
            bloom_count = mined.bloom_count;
        }
        const chain::Mined mined = search.mined();
        if (!mined.header) return;
        const std::uint64_t place = (mined.attempt_count - 1) * part_count + number;
        std::uint64_t end = shared.attempts_max;
        while (place + 1 < end && !shared.attempts_max.compare_exchange_weak(end, place + 1)) {
        }
    }
};

}  // namespace detail

/// chain::search on several threads. What is said of attempts and blooms is what the threads had
/// decided, which can be more than one thread would have needed; the next nonce is the first that
/// is not decided, or the one behind what was found.
template <param::Profile P>
chain::Mined mine_in_parts(const chain::Header& block_template, std::uint64_t attempts_max, const Miner& miner,
                           const GoesOn& goes_on) {
    using Part = detail::Part<P>;
    const std::uint64_t part_count = miner.thread_count;
    detail::Shared shared{attempts_max};
    std::vector<std::unique_ptr<Part>> parts;
    for (std::uint64_t number = 0; number < part_count; ++number) {
        const chain::Nonces nonces{block_template.nonce + number, part_count};
        const std::uint64_t share = detail::share(attempts_max, number, part_count);
        parts.push_back(std::make_unique<Part>(number, chain::Search<P>{block_template, nonces, share, miner.options}));
    }
    const auto so_far = [&] {
        chain::Mined mined;
        for (const auto& part : parts) {
            mined.attempt_count += part->attempt_count;
            mined.bloom_count += part->bloom_count;
        }
        return mined;
    };

    std::vector<std::jthread> threads;
    for (const auto& part : parts) {
        threads.emplace_back([&shared, &part = *part, part_count](const std::stop_token& stop) {
            part.run(stop, shared, part_count);
            const std::lock_guard lock{shared.mutex};
            ++shared.finished_count;
            shared.changed.notify_one();
        });
    }
    {
        std::unique_lock lock{shared.mutex};
        const auto is_done = [&] { return shared.finished_count == part_count; };
        while (!shared.changed.wait_for(lock, std::chrono::milliseconds{100}, is_done)) {
            lock.unlock();
            if (!goes_on(so_far())) {
                for (std::jthread& thread : threads) thread.request_stop();
            }
            lock.lock();
        }
    }
    threads.clear();  // joins them

    chain::Mined mined = so_far();
    std::uint64_t undecided = attempts_max;
    for (const auto& part : parts) {
        const chain::Mined own = part->search.mined();
        if (!own.header) {
            undecided = std::min(undecided, own.attempt_count * part_count + part->number);
        } else if (!mined.header ||
                   own.header->nonce - block_template.nonce < mined.header->nonce - block_template.nonce) {
            mined.header = own.header;
        }
    }
    mined.nonce_next = mined.header ? mined.header->nonce + 1 : block_template.nonce + undecided;
    return mined;
}

}  // namespace bloomcoin::app
