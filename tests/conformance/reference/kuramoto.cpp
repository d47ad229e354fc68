// Operations of the room kuramoto.
#include "ops.hpp"

#include <bloomcoin/codec/writer.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/kuramoto/bloom.hpp>
#include <bloomcoin/kuramoto/lanes.hpp>
#include <bloomcoin/kuramoto/merge.hpp>
#include <bloomcoin/kuramoto/negentropy.hpp>
#include <bloomcoin/kuramoto/order.hpp>
#include <bloomcoin/kuramoto/seed.hpp>
#include <bloomcoin/kuramoto/state.hpp>
#include <bloomcoin/kuramoto/step.hpp>

#include <algorithm>
#include <utility>

namespace bloomcoin::conformance {

namespace {

template <param::Profile P>
kuramoto::State<P> state_in(const Json& in) {
    constexpr std::size_t n = P::oscillator_count;
    return {numbers<std::int32_t, n>(in.at("frequencies")), numbers<num::Turn, n>(in.at("phases"))};
}

Json bloom_out(const std::optional<kuramoto::Bloom>& bloom) {
    if (!bloom) return nullptr;
    return {{"step", bloom->step},
            {"coherence", bloom->coherence},
            {"mean_phase", bloom->mean_phase},
            {"digest", hex(bloom->digest)}};
}

template <param::Profile P>
Json order_of(const Json& in) {
    const auto phases = numbers<num::Turn, P::oscillator_count>(in.at("phases"));
    const kuramoto::MeanField field = kuramoto::mean_field_of<P>(phases);
    return {{"c", field.cosines},
            {"s", field.sines},
            {"coherent", kuramoto::is_coherent<P>(field)},
            {"coherence", kuramoto::coherence_of<P>(field)},
            {"mean_phase", kuramoto::mean_phase_of(field)}};
}

/// Whether the vector instructions take a state: one whose frequencies words can stand for.
template <param::Profile P>
bool is_for_lanes(const kuramoto::State<P>& state) {
    return instructions() &&
           std::all_of(state.frequencies.begin(), state.frequencies.end(), [](std::int64_t frequency) {
               return -param::frequency_scale <= frequency && frequency < param::frequency_scale;
           });
}

template <param::Profile P>
std::optional<kuramoto::Bloom> evolved(kuramoto::State<P>& state) {
    return is_for_lanes(state) ? kuramoto::evolve(state, *instructions()) : kuramoto::evolve(state);
}

/// Moves the phases from one step to a later one.
template <param::Profile P>
void step_on(kuramoto::State<P>& state, std::uint32_t step_count) {
    if (!is_for_lanes(state)) {
        for (; step_count > 0; --step_count) kuramoto::step(state);
        return;
    }
    kuramoto::Lanes<P> lanes{*instructions()};
    while (step_count > 0) {
        // An attempt in a lane stops at its bloom, which so few steps cannot bring it beyond.
        static_assert(P::bloom_run > 1);
        const std::uint32_t few = std::min(step_count, P::bloom_run - 1);
        lanes.load(0, state, few);
        lanes.advance();
        state.phases = lanes.phases(0);
        step_count -= few;
    }
}

template <param::Profile P>
Json states_at_checkpoints(const Json& in) {
    kuramoto::State<P> state = state_in<P>(in);
    Json states = Json::array();
    std::uint32_t at = 0;
    for (const Json& checkpoint : in.at("checkpoints")) {
        const auto step = number<std::uint32_t>(checkpoint);
        if (step < at) throw std::invalid_argument("expected checkpoints in ascending order");
        step_on(state, step - std::exchange(at, step));
        const kuramoto::MeanField field = kuramoto::mean_field_of<P>(state.phases);
        states.push_back({{"step", step},
                          {"phases", state.phases},
                          {"c", field.cosines},
                          {"s", field.sines},
                          {"coherence", kuramoto::coherence_of<P>(field)}});
    }
    return {{"states", states}};
}

/// What is hashed of one attempt: the four values of its bloom; without a bloom, those of its
/// last state with 2^32-1 in place of the step, so that a miss is compared to the last bit too.
template <param::Profile P>
base::Bytes record_of(const std::optional<kuramoto::Bloom>& bloom, const kuramoto::Phases<P>& phases) {
    const kuramoto::Bloom outcome = bloom ? *bloom : kuramoto::bloom_of<P>(UINT32_MAX, phases);
    codec::Writer writer;
    writer.write(outcome.step);
    writer.write(outcome.coherence);
    writer.write(outcome.mean_phase);
    writer.write(outcome.digest);
    return std::move(writer).bytes();
}

template <param::Profile P>
base::Result<Json> attempts(const Json& in) {
    const auto prefix = exact_bytes<84>(in.at("prefix"));
    if (!prefix) return prefix.rule();
    const auto start = decimal<std::uint64_t>(in.at("start"));
    const auto count = number<std::uint32_t>(in.at("count"));
    const auto state_of = [&](std::uint64_t i) {
        return kuramoto::state_of<P>(kuramoto::seed_of<P>(prefix.value(), start + i));
    };
    std::uint64_t blooms = 0;
    std::vector<base::Bytes> records(count);
    if (instructions()) {
        kuramoto::evolve_each<P>(
            count, state_of,
            [&](std::size_t i, const kuramoto::Lanes<P>& lanes, std::size_t lane) {
                blooms += lanes.has_bloomed(lane);
                records[i] = record_of<P>(lanes.bloom(lane), lanes.phases(lane));
            },
            *instructions());
    } else {
        for (std::size_t i = 0; i < count; ++i) {
            kuramoto::State<P> state = state_of(i);
            const auto bloom = kuramoto::evolve(state);
            blooms += bloom.has_value();
            records[i] = record_of<P>(bloom, state.phases);
        }
    }
    crypto::Sha256 hasher;
    hasher.update(bytes(in.at("digest")));
    for (const base::Bytes& record : records) hasher.update(record);
    return Json{{"blooms", blooms}, {"digest", hex(hasher.digest())}};
}

template <param::Profile P>
void add_for_profile(Operations& operations) {
    const auto add = adder(operations, P::name);
    add("kur.seed", [](const Json& in) -> base::Result<Json> {
        const auto prefix = exact_bytes<84>(in.at("prefix"));
        if (!prefix) return prefix.rule();
        return Json{{"seed", hex(kuramoto::seed_of<P>(prefix.value(), decimal<std::uint64_t>(in.at("nonce"))))}};
    });
    add("kur.state", [](const Json& in) -> base::Result<Json> {
        const auto seed = exact_bytes<32>(in.at("seed"));
        if (!seed) return seed.rule();
        const kuramoto::State<P> state = kuramoto::state_of<P>(seed.value());
        return Json{{"frequencies", state.frequencies}, {"phases", state.phases}};
    });
    add("kur.order", order_of<P>);
    add("kur.step", [](const Json& in) -> Json {
        kuramoto::State<P> state = state_in<P>(in);
        step_on(state, number<std::uint32_t>(in.at("count")));
        return {{"phases", state.phases}};
    });
    add("kur.evolve", states_at_checkpoints<P>);
    add("kur.digest", [](const Json& in) -> Json {
        return {{"digest", hex(kuramoto::digest_of<P>(numbers<num::Turn, P::oscillator_count>(in.at("phases"))))}};
    });
    add("kur.bloom", [](const Json& in) -> Json {
        kuramoto::State<P> state = state_in<P>(in);
        return {{"bloom", bloom_out(evolved(state))}};
    });
    add("kur.attempts", attempts<P>);
}

base::Result<Json> merge(const Json& in) {
    std::vector<kuramoto::WeightedPhases> states;
    for (const Json& state : in.at("states")) {
        states.push_back({number<std::uint16_t>(state.at("weight")), state.at("phases").get<std::vector<num::Turn>>()});
    }
    const auto merged = kuramoto::merge(states, number<std::uint32_t>(in.at("count")));
    if (!merged) return merged.rule();
    return Json{{"phases", merged.value()}};
}

}  // namespace

void add_kuramoto(Operations& operations) {
    const auto add = adder(operations, any_profile);
    add("kur.frequency", [](const Json& in) -> Json {
        return {{"frequency", kuramoto::frequency_of(number<std::uint32_t>(in.at("word")))}};
    });
    add("kur.eta", [](const Json& in) -> Json {
        return {{"eta", kuramoto::negentropy_of(number<std::uint32_t>(in.at("coherence")))}};
    });
    add("kur.merge", merge);
    for_each_profile([&]<param::Profile P>() { add_for_profile<P>(operations); });
}

}  // namespace bloomcoin::conformance
