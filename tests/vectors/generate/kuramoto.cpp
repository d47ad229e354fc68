// Cases of the room kuramoto.
#include "book.hpp"
#include "inputs.hpp"

#include "../../conformance/reference/profiles.hpp"

namespace bloomcoin::vectors {

namespace {

using param::Profile;

template <Profile P>
std::string name_of() {
    return std::string{P::name};
}

template <Profile P>
Json json_of(const kuramoto::State<P>& state) {
    return {{"frequencies", state.frequencies}, {"phases", state.phases}};
}

template <Profile P>
kuramoto::State<P> drawn_state(Draw& draw) {
    constexpr std::size_t n = P::oscillator_count;
    return {draw.frequencies<n>(), draw.phases<n>()};
}

template <Profile P>
kuramoto::State<P> state_after(kuramoto::State<P> state, std::uint32_t steps) {
    for (; steps > 0; --steps) kuramoto::step(state);
    return state;
}

// ---- seeding

template <Profile P>
void write_seeds(Group& group) {
    const Kind seed{"kur.seed", name_of<P>(), Source::spec, {"KUR-3", "CRY-3", "PAR-2"}};
    const Kind state{"kur.state", name_of<P>(), Source::spec, {"KUR-1", "KUR-2", "KUR-4", "KUR-5", "CRY-4"}};
    Draw draw{"seed " + name_of<P>()};
    const auto attempt = [](const base::Bytes& prefix, std::uint64_t nonce) -> Json {
        return {{"prefix", hex(prefix)}, {"nonce", std::to_string(nonce)}};
    };
    const std::string sibling =
        group.accept(seed, "zeros", attempt(base::Bytes(84), 0), "nothing but the magic tells two networks apart here");
    for (const std::uint64_t nonce : {std::uint64_t{1}, std::uint64_t{256}, std::uint64_t{1} << 32, UINT64_MAX}) {
        group.accept(seed, "zeros-" + std::to_string(nonce), attempt(base::Bytes(84), nonce),
                     "the nonce has eight bytes, least significant first");
    }
    for (int i = 0; i < 4; ++i) {
        const base::Bytes prefix = draw.bytes(84);
        const std::uint64_t nonce = draw.word64();
        group.accept(seed, "drawn-" + std::to_string(i), attempt(prefix, nonce),
                     "a drawn prefix and nonce: magic, prefix and nonce in this order under the tag");
    }
    group.refuse(seed, "short", attempt(base::Bytes(83), 0), "a prefix of 83 bytes is not padded", "COD-1", sibling);
    group.refuse(seed, "long", attempt(base::Bytes(85), 0), "a prefix of 85 bytes is not cut", "COD-2", sibling);
    for (int i = 0; i < 4; ++i) {
        group.accept(state, "drawn-" + std::to_string(i), {{"seed", hex(draw.hash())}},
                     "frequencies are drawn before phases, and both use whole words in order");
    }
}

void write_frequencies(Group& group) {
    const Kind kind{"kur.frequency", "any", Source::spec, {"KUR-4", "PAR-3", "NUM-1"}};
    const auto add = [&](std::uint32_t word, std::string_view why) {
        group.accept(kind, padded(word, 10), {{"word", word}}, why);
    };
    for (const std::uint32_t word :
         {0U, 1U, 0x7fffffffU, 0x80000000U, 0x80000001U, 0xffffffffU, 0xfffffe90U, 368U, 367U}) {
        add(word, "an edge: the word is signed, the shift rounds toward minus infinity");
    }
    Draw draw{"frequency"};
    for (int i = 0; i < 16; ++i) add(draw.word(), "a drawn word: the scale is derived, not typed in");
}

// ---- order

template <Profile P>
void write_orders(Group& group) {
    constexpr std::size_t n = P::oscillator_count;
    const Kind kind{"kur.order", name_of<P>(), Source::spec, {"KUR-6", "KUR-7", "KUR-8", "KUR-9"}};
    const auto add = [&](const std::string& slug, const kuramoto::Phases<P>& phases, std::string_view why) {
        group.accept(kind, slug, {{"phases", phases}}, why);
    };
    for (std::uint32_t eighth = 0; eighth < 8; ++eighth) {
        kuramoto::Phases<P> phases;
        phases.fill(eighth << 29);
        add("together-" + std::to_string(eighth), phases,
            "all in step: the rounding of sines must not make r greater than one");
    }
    Draw draw{"order " + name_of<P>()};
    for (int i = 0; i < 6; ++i) {
        add("drawn-" + std::to_string(i), draw.phases<n>(),
            "drawn phases: r is near 0.9 / √N, the mean phase anywhere");
    }
    // Two clusters an angle apart have r = cos(angle / 2) or near it: this walks across the lens.
    for (std::uint32_t i = 0; i < 9; ++i) {
        kuramoto::Phases<P> phases;
        const std::uint32_t apart = 0x2a000000 + i * 0x00800000 + static_cast<std::uint32_t>(0x20000000 / n);
        for (std::size_t k = 0; k < n; ++k) phases[k] = k % 2 == 0 ? 0 : apart;
        add("clusters-" + std::to_string(i), phases, "two clusters about a sixth of a turn apart: r walks across √3/2");
    }
}

/// Tiny has five oscillators: every way to put them on the four quarter turns.
void write_tiny_grid(Group& group) {
    const Kind kind{"kur.order", "tiny", Source::spec, {"KUR-6", "KUR-7", "KUR-8", "KUR-9"}};
    for (std::uint32_t code = 0; code < 1024; ++code) {
        kuramoto::Phases<param::Tiny> phases;
        bool sorted = true;
        for (std::size_t i = 0; i < phases.size(); ++i) {
            phases[i] = (code >> (2 * i) & 3) << 30;
            sorted = sorted && (i == 0 || phases[i - 1] <= phases[i]);
        }
        if (!sorted) continue;  // sums do not depend on the order
        std::string slug = "quarters-";
        for (const num::Turn phase : phases) slug += std::to_string(phase >> 30);
        group.accept(kind, slug, {{"phases", phases}},
                     "every multiset of five quarter turns: cancelling oscillators and exact symmetries");
    }
}

/// The one mean field of five oscillators, but for signs and the order of C and S, whose quotient in KUR-8 is so near
/// below a square that rounding it upwards would give a greater root: (380283073 * 2^32 + 17) / 25 is 255601515^2.
void write_rounded_quotient(Group& group) {
    const Kind kind{"kur.order", "tiny", Source::hand, {"KUR-8"}};
    kuramoto::Phases<param::Tiny> phases{8418, 22260, 1233, 27683, 49392};  // bins
    for (num::Turn& phase : phases) phase <<= 16;
    group.accept(kind, "quotient-below-a-square", {{"phases", phases}},
                 "the quotient is rounded down before its root is taken: upwards, it would be a square",
                 {{"c", 4752},
                  {"s", 18913},
                  {"coherent", false},
                  {"coherence", 255'601'514},
                  {"mean_phase", num::angle_of(4752, 18913)}});
}

void write_negentropies(Group& group) {
    const Kind kind{"kur.eta", "any", Source::spec, {"KUR-13", "NUM-13"}};
    const auto add = [&](std::uint32_t r, std::string_view why) {
        group.accept(kind, padded(r, 10), {{"coherence", r}}, why);
    };
    group.accept({"kur.eta", "any", Source::hand, {"KUR-13"}}, padded(kuramoto::lens, 10),
                 {{"coherence", kuramoto::lens}}, "the peak is at √3/2, rounded, and is exactly one",
                 {{"eta", 1U << 30}});
    for (const std::uint32_t r : {0U, 1U, 1U << 29, kuramoto::lens - 40000, kuramoto::lens - 1, kuramoto::lens + 1,
                                  kuramoto::lens + 40000, (1U << 30) - 1, 1U << 30}) {
        add(r, "an edge: the distance is taken without its sign, the square is rounded down");
    }
    for (std::uint32_t i = 1; i < 32; ++i)
        add(i * 33554432 + 12345, "a walk over the whole bell: a wrong σ or a missing square shows");
    Draw draw{"eta"};
    for (int i = 0; i < 24; ++i) add(draw.below((1U << 30) + 1), "a drawn coherence");
}

// ---- steps and trajectories

template <Profile P>
void write_steps(Group& group) {
    constexpr std::size_t n = P::oscillator_count;
    const Kind kind{"kur.step", name_of<P>(), Source::spec, {"KUR-10", "NUM-2", "NUM-4", "PAR-4"}};
    const auto add = [&](const std::string& slug, const kuramoto::State<P>& state, std::uint32_t count,
                         std::string_view why) {
        Json in = json_of(state);
        in["count"] = count;
        group.accept(kind, slug, in, why);
    };
    kuramoto::State<P> still;
    add("zero-steps", still, 0, "no step leaves everything as it is");
    add("rest", still, 1, "in step and without frequencies: only the rounding of sine and coupling moves a phase");

    kuramoto::State<P> alone = still;
    alone.frequencies[0] = 1;
    alone.phases[0] = 0x80000000;
    add("opposite", alone, 1, "one oscillator against all others: the torque vanishes but for rounding");

    kuramoto::State<P> wrap = still;
    for (std::size_t i = 0; i < n; ++i) {
        wrap.phases[i] = i % 2 == 0 ? 0xffffffff : 0;
        wrap.frequencies[i] = i % 2 == 0 ? 5'838'343 : -5'838'344;
    }
    add("wrap", wrap, 1, "phases pass the full turn upward and downward in the same step");

    kuramoto::State<P> fast = still;
    fast.frequencies[0] = INT32_MAX;
    fast.frequencies[1] = INT32_MIN;
    add("extreme-frequencies", fast, 2, "a frequency at the edge of 32 bits is added modulo a turn");

    Draw draw{"step " + name_of<P>()};
    for (int i = 0; i < 6; ++i) {
        add("drawn-" + std::to_string(i), drawn_state<P>(draw), 1,
            "one step from anywhere: all oscillators see the mean field before the first of them moves");
    }
    for (int i = 0; i < 3; ++i) {
        add("drawn-ten-" + std::to_string(i), drawn_state<P>(draw), 10, "ten steps: a difference of one unit grows");
    }
    // A cluster a quarter turn behind the rest makes the coupling strongest.
    kuramoto::State<P> pulled = still;
    for (std::size_t i = 0; i < n; ++i) pulled.phases[i] = i == 0 ? 0xc0000000 : static_cast<num::Turn>(i) << 12;
    add("pulled", pulled, 1,
        "a straggler a quarter turn behind feels the greatest torque: products reach their bounds");
}

template <Profile P>
void write_trajectories(Group& group, int count) {
    const Kind kind{"kur.evolve", name_of<P>(), Source::spec, {"KUR-6", "KUR-8", "KUR-10"}};
    Draw draw{"evolve " + name_of<P>()};
    for (int i = 0; i < count; ++i) {
        Json in = json_of(kuramoto::state_of<P>(draw.hash()));
        in["checkpoints"] = {
            0U, 1U, 2U, P::step_count / 100 + 2, P::step_count / 10, P::step_count / 2, P::step_count - 1};
        group.accept(kind, "drawn-" + std::to_string(i), in,
                     "a whole trajectory with checkpoints: the first that differs says where to look");
    }
}

// ---- blooms

/// How long each run of coherent states is, in order, within the states of an attempt.
template <Profile P>
std::vector<std::uint32_t> coherent_runs(kuramoto::State<P> state) {
    std::vector<std::uint32_t> runs;
    bool was_coherent = false;
    for (std::uint32_t at = 0; at < P::step_count; ++at) {
        const bool is_coherent = kuramoto::is_coherent<P>(kuramoto::mean_field_of<P>(state.phases));
        if (is_coherent && !was_coherent) runs.push_back(0);
        if (is_coherent) ++runs.back();
        was_coherent = is_coherent;
        kuramoto::step(state);
    }
    return runs;
}

/// Oscillators whose evenly spaced frequencies bring them together at step `meet`, apart again,
/// and, if they are fast enough, together once more when they have gone round.
template <Profile P>
kuramoto::State<P> drifting(std::int32_t spread, std::uint32_t meet) {
    kuramoto::State<P> state;
    const auto n = static_cast<std::int32_t>(P::oscillator_count);
    for (std::int32_t i = 0; i < n; ++i) {
        const std::int32_t frequency = spread * (2 * i + 1 - n);
        state.frequencies[static_cast<std::size_t>(i)] = frequency;
        state.phases[static_cast<std::size_t>(i)] = -static_cast<num::Turn>(frequency) * meet;
    }
    return state;
}

/// The slowest drift whose runs of coherent states are what `wanted` asks for.
template <Profile P, class Wanted>
kuramoto::State<P> drifting_with(Wanted wanted) {
    constexpr auto n = static_cast<std::int32_t>(P::oscillator_count);
    for (std::int32_t spread = 30'000'000 / n; spread < INT32_MAX / n / 2; spread += spread / 48) {
        for (std::uint32_t meet = 0; meet < P::bloom_run; ++meet) {
            const kuramoto::State<P> state = drifting<P>(spread, meet);
            if (wanted(coherent_runs(state))) return state;
        }
    }
    throw std::runtime_error("no drift of " + name_of<P>() + " has the wanted runs of coherent states");
}

template <Profile P>
void write_crafted_blooms(Group& group) {
    constexpr std::uint32_t run = P::bloom_run;
    using Runs = std::vector<std::uint32_t>;
    const Kind kind{"kur.bloom", name_of<P>(), Source::spec, {"KUR-7", "KUR-10", "KUR-11", "KUR-12"}};
    const auto add = [&](const std::string& slug, const kuramoto::State<P>& state, std::string_view why) {
        group.accept(kind, slug, json_of(state), why);
    };
    add("from-the-start", drifting<P>(0, 0),
        "coherent from step 0: the bloom is at step 6, because the state at step 0 counts");
    add("run-of-seven", drifting_with<P>([](const Runs& runs) { return !runs.empty() && runs[0] == run; }),
        "exactly seven coherent states from step 0: the seventh is the bloom");
    add("broken-run-of-six", drifting_with<P>([](const Runs& runs) { return runs == Runs{P::bloom_run - 1}; }),
        "six coherent states and then none: no bloom");
    add("six-then-seven",
        drifting_with<P>([](const Runs& runs) { return runs.size() >= 2 && runs[0] == run - 1 && runs[1] >= run; }),
        "a run of six is forgotten: counting goes on from zero at the next run");
    add("first-of-two",
        drifting_with<P>([](const Runs& runs) { return runs.size() >= 2 && runs[0] >= run && runs[1] >= run; }),
        "two runs are long enough: the bloom is in the first");
}

template <Profile P>
void write_searched_blooms(Group& group, int hits, int misses) {
    const Kind kind{"kur.bloom", name_of<P>(), Source::spec, {"KUR-7", "KUR-10", "KUR-11", "KUR-12"}};
    Draw draw{"bloom " + name_of<P>()};
    std::optional<kuramoto::State<P>> late;  // its first coherent state is at step `first`
    std::uint32_t first = 0;
    for (int hit = 0, miss = 0; hit < hits || miss < misses || !late;) {
        const kuramoto::State<P> state = kuramoto::state_of<P>(draw.hash());
        kuramoto::State<P> evolved = state;
        const auto bloom = kuramoto::evolve(evolved);
        if (bloom && hit < hits)
            group.accept(kind, "hit-" + padded(static_cast<std::uint64_t>(hit++), 2), json_of(state),
                         "a drawn attempt that blooms: step, coherence, mean phase and digest");
        if (!bloom && miss < misses)
            group.accept(kind, "miss-" + padded(static_cast<std::uint64_t>(miss++), 2), json_of(state),
                         "a drawn attempt that does not bloom: the answer is nothing, not an error");
        // An attempt that would bloom a little too late, moved on to where it blooms in time.
        if (!bloom && !late) {
            kuramoto::State<P> after = state_after(evolved, 1);
            if (const auto second = kuramoto::evolve(after); second && second->step >= P::bloom_run) {
                late = state;
                first = P::step_count + second->step - (P::bloom_run - 1);
            }
        }
    }
    const std::uint32_t last = P::step_count - 1;
    const std::uint32_t bloom_at = first + P::bloom_run - 1;
    const auto add = [&](std::string_view slug, std::uint32_t skip, std::string_view why) {
        group.accept(kind, slug, json_of(state_after(*late, skip)), why);
    };
    add("last-possible-step", bloom_at - last, "the seventh coherent state is the last state of the attempt");
    add("one-step-too-late", bloom_at - last - 1,
        "six coherent states stand at the end of the attempt: the seventh would come one step too late");
    add("one-step-early", bloom_at - last + 1, "the bloom is at the last state but one");
    add("coherent-at-zero", first, "the first coherent state is at step 0: the bloom is at step 6");
    add("coherent-at-one", first - 1, "the first coherent state is at step 1: the bloom is at step 7");
}

void write_tiny_nonces(Group& group) {
    using P = param::Tiny;
    const Kind kind{"kur.bloom", "tiny", Source::spec, {"KUR-7", "KUR-10", "KUR-12"}};
    for (std::uint64_t nonce = 0; nonce < 256; ++nonce) {
        const kuramoto::State<P> state = kuramoto::state_of<P>(kuramoto::seed_of<P>(kuramoto::Prefix{}, nonce));
        group.accept(kind, "nonce-" + padded(nonce, 3), json_of(state),
                     "one of the first 256 nonces of a prefix of zeros: an unbroken sample with hits and misses");
    }
}

template <Profile P>
void write_digests(Group& group) {
    const Kind kind{"kur.digest", name_of<P>(), Source::spec, {"KUR-11", "COD-5"}};
    Draw draw{"digest " + name_of<P>()};
    for (int i = 0; i < 3; ++i) {
        group.accept(kind, "drawn-" + std::to_string(i), {{"phases", draw.phases<P::oscillator_count>()}},
                     "phases are hashed as four bytes each, least significant first, without their number");
    }
}

// ---- many attempts

template <Profile P>
void write_attempts(Group& group, std::uint32_t pieces, std::uint32_t count) {
    const Kind kind{"kur.attempts", name_of<P>(), Source::spec, {"KUR-3", "KUR-5", "KUR-10", "KUR-12"}};
    Draw draw{"attempts " + name_of<P>()};
    const std::string prefix = hex(chain::prefix_of(draw.block_template()));
    std::string digest = std::string(64, '0');
    for (std::uint32_t piece = 0; piece < pieces; ++piece) {
        const Json in{
            {"prefix", prefix}, {"start", std::to_string(piece * count)}, {"count", count}, {"digest", digest}};
        group.accept(kind, padded(piece * count, 6) + "-" + std::to_string(count), in,
                     "a piece of a long chain of attempts: its digest takes in the one before, so the last covers all");
        digest = group.cases().back()["out"]["digest"];
    }
}

// ---- merge

void write_merges(Group& group) {
    const Kind kind{"kur.merge", "any", Source::spec, {"KUR-14", "NUM-12"}};
    Kind by_hand = kind;
    by_hand.source = Source::hand;
    const auto state = [](std::uint32_t weight, std::vector<num::Turn> phases) -> Json {
        return {{"weight", weight}, {"phases", std::move(phases)}};
    };
    // A vector rather than Json: of a single Json in braces GCC makes an array, Clang a copy.
    const auto in = [](std::uint32_t count, const std::vector<Json>& states) -> Json {
        return {{"count", count}, {"states", states}};
    };
    constexpr num::Turn quarter = 1U << 30;

    const std::string sibling = group.accept(kind, "one", in(4, {state(1, {0, quarter, 2 * quarter, 3 * quarter})}),
                                             "a single state comes back but for the resolution of sines");
    group.accept(by_hand, "antipodal", in(1, {state(1, {0}), state(1, {2 * quarter})}),
                 "equal weights half a turn apart cancel: the angle is 0 by definition", {{"phases", {0}}});
    group.accept(kind, "antipodal-uneven", in(1, {state(2, {0}), state(1, {2 * quarter})}),
                 "the heavier of two opposites wins");
    group.accept(kind, "tenth", in(3, {state(9, {0, quarter, 5}), state(1, {quarter, 0, 6})}),
                 "a peer's phases with a tenth of the weight, as a seed proposes");
    group.accept(kind, "weight-zero", in(2, {state(0, {quarter, quarter}), state(7, {5, 6})}),
                 "a weight of zero adds nothing, as long as another is not zero");
    group.accept(by_hand, "none-wanted", in(0, {state(1, {5})}), "no oscillators wanted: an empty merge, not an error",
                 {{"phases", Json::array()}});
    group.accept(kind, "most-weight", in(2, {state(65535, {1, 2}), state(65535, {3, 4})}),
                 "the greatest weights: products need more than 32 bits");
    std::string many;
    {
        std::vector<Json> states;
        Draw draw{"merge many"};
        for (int i = 0; i < 1024; ++i) {
            const std::uint32_t weight = draw.word() >> 16;
            states.push_back(state(weight, {draw.word()}));
        }
        many = group.accept(kind, "states-1024", in(1, states), "as many states as are allowed");
        states.push_back(state(1, {0}));
        group.refuse(kind, "states-1025", in(1, states), "one state more than is allowed", "MRG-1", many);
    }
    group.refuse(kind, "no-states", in(1, {}), "nothing to merge", "MRG-1", sibling);
    group.refuse(kind, "no-phases", in(2, {state(1, {})}), "a state without phases has nothing to resample", "MRG-2",
                 sibling);
    group.refuse(kind, "no-phases-second", in(2, {state(1, {5}), state(1, {})}), "the second state is looked at too",
                 "MRG-2", sibling);
    group.refuse(kind, "no-phases-weightless", in(2, {state(0, {})}),
                 "a state without phases is refused before weights are added up", "MRG-2", sibling);
    group.refuse(kind, "weightless", in(2, {state(0, {5, 6})}), "one state without weight", "MRG-3", sibling);
    group.refuse(kind, "all-weightless", in(2, {state(0, {5, 6}), state(0, {7, 8})}), "no state has weight", "MRG-3",
                 sibling);

    Draw draw{"merge"};
    for (const std::uint32_t count : {1U, 2U, 3U, 5U, 31U}) {
        for (const std::size_t available : {1U, 2U, 4U, 5U, 63U}) {
            std::vector<num::Turn> phases(available);
            for (num::Turn& phase : phases) phase = draw.word();
            group.accept(kind, "resample-" + padded(available, 2) + "-to-" + padded(count, 2),
                         in(count, {state(1, phases)}),
                         "resampling: both ends meet, one oscillator takes the first phase, in between rounds down");
        }
    }
    for (int i = 0; i < 8; ++i) {
        std::vector<Json> states;
        for (int k = 0; k < 2 + i % 3; ++k) {
            const std::uint32_t weight = 1 + draw.below(1000);
            states.push_back(state(weight, {draw.word(), draw.word(), draw.word(), draw.word()}));
        }
        group.accept(kind, "drawn-" + std::to_string(i), in(4, states),
                     "drawn states: sums of weighted vectors, not means of angles");
        std::reverse(states.begin(), states.end());
        group.accept(kind, "reversed-" + std::to_string(i), in(4, states),
                     "the same states in reverse order give the same merge");
    }
}

}  // namespace

void write_kuramoto(Book& book) {
    Group& seed = book.group("kuramoto", "seed");
    Group& order = book.group("kuramoto", "order");
    Group& step = book.group("kuramoto", "step");
    Group& digest = book.group("kuramoto", "digest");
    conformance::for_each_profile([&]<Profile P>() {
        write_seeds<P>(seed);
        write_orders<P>(order);
        write_steps<P>(step);
        write_digests<P>(digest);
    });
    write_tiny_grid(book.group("kuramoto", "order_tiny"));
    write_rounded_quotient(order);
    write_frequencies(book.group("kuramoto", "frequency"));
    write_negentropies(book.group("kuramoto", "eta"));

    Group& trajectory = book.group("kuramoto", "evolve");
    write_trajectories<param::Mainnet>(trajectory, 6);
    write_trajectories<param::Testnet>(trajectory, 1);
    write_trajectories<param::Fast>(trajectory, 4);
    write_trajectories<param::Secure>(trajectory, 2);
    write_trajectories<param::Tiny>(trajectory, 12);

    Group& bloom = book.group("kuramoto", "bloom");
    write_searched_blooms<param::Mainnet>(bloom, 10, 6);
    write_searched_blooms<param::Fast>(bloom, 8, 6);
    write_searched_blooms<param::Secure>(bloom, 3, 2);
    write_searched_blooms<param::Tiny>(bloom, 16, 8);
    write_crafted_blooms<param::Mainnet>(bloom);
    write_crafted_blooms<param::Fast>(bloom);
    write_crafted_blooms<param::Tiny>(bloom);
    write_tiny_nonces(book.group("kuramoto", "bloom_tiny"));

    Group& attempts = book.group("kuramoto", "attempts");
    write_attempts<param::Mainnet>(attempts, 20, 50);
    write_attempts<param::Testnet>(attempts, 1, 20);
    write_attempts<param::Fast>(attempts, 10, 50);
    write_attempts<param::Secure>(attempts, 4, 10);
    write_attempts<param::Tiny>(attempts, 20, 5000);

    write_merges(book.group("kuramoto", "merge"));
}

}  // namespace bloomcoin::vectors
