// Operations of the room kuramoto.
#include "ops.hpp"

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

template <param::Profile P>
Json states_at_checkpoints(const Json& in) {
    kuramoto::State<P> state = state_in<P>(in);
    Json states = Json::array();
    std::uint32_t at = 0;
    for (const Json& checkpoint : in.at("checkpoints")) {
        const auto step = number<std::uint32_t>(checkpoint);
        if (step < at) throw std::invalid_argument("expected checkpoints in ascending order");
        for (; at < step; ++at) kuramoto::step(state);
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
base::Bytes record_of(kuramoto::State<P> state, std::uint64_t& blooms) {
    const auto bloom = kuramoto::evolve(state);
    blooms += bloom.has_value();
    const kuramoto::Bloom outcome = bloom ? *bloom : kuramoto::bloom_of<P>(UINT32_MAX, state.phases);
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
    std::uint64_t blooms = 0;
    crypto::Sha256 hasher;
    hasher.update(bytes(in.at("digest")));
    for (std::uint64_t i = 0; i < count; ++i) {
        hasher.update(record_of(kuramoto::state_of<P>(kuramoto::seed_of<P>(prefix.value(), start + i)), blooms));
    }
    return Json{{"blooms", blooms}, {"digest", hex(hasher.digest())}};
}

template <param::Profile P>
void add_for_profile(Operations& operations) {
    const auto add = [&](std::string name, Operation operation) {
        operations[std::move(name)].emplace(P::name, std::move(operation));
    };
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
        for (auto count = number<std::uint32_t>(in.at("count")); count > 0; --count) kuramoto::step(state);
        return {{"phases", state.phases}};
    });
    add("kur.evolve", states_at_checkpoints<P>);
    add("kur.digest", [](const Json& in) -> Json {
        return {{"digest", hex(kuramoto::digest_of<P>(numbers<num::Turn, P::oscillator_count>(in.at("phases"))))}};
    });
    add("kur.bloom", [](const Json& in) -> Json {
        kuramoto::State<P> state = state_in<P>(in);
        return {{"bloom", bloom_out(kuramoto::evolve(state))}};
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
    operations["kur.frequency"].emplace(any_profile, [](const Json& in) -> Json {
        return {{"frequency", kuramoto::frequency_of(number<std::uint32_t>(in.at("word")))}};
    });
    operations["kur.eta"].emplace(any_profile, [](const Json& in) -> Json {
        return {{"eta", kuramoto::negentropy_of(number<std::uint32_t>(in.at("coherence")))}};
    });
    operations["kur.merge"].emplace(any_profile, merge);
    for_each_profile([&]<param::Profile P>() { add_for_profile<P>(operations); });
}

}  // namespace bloomcoin::conformance
