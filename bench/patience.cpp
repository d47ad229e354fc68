// What bench/patience.py learns from: how attempts went that were all evolved to their end.
//   bloomcoin-patience PROFILE FIRST COUNT
// writes a record for each of the nonces FIRST … FIRST+COUNT-1 to standard output, in this machine's order of bytes:
// u64 spread of the frequencies, i64 step of the bloom (-1 for none), and i64 S² + C² at each
// check, 0 for those after a bloom.
#include <bloomcoin/kuramoto/fast_stream.hpp>
#include <bloomcoin/kuramoto/lanes.hpp>
#include <bloomcoin/kuramoto/patience.hpp>
#include <bloomcoin/kuramoto/seed.hpp>
#include <bloomcoin/param/networks.hpp>

#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace bloomcoin;

struct Record {
    std::uint64_t spread = 0;
    std::int64_t bloom_step = -1;
    std::array<std::int64_t, kuramoto::PatienceTable::check_count> squares{};
};

/// The records of so many attempts, as many at a time as there are lanes.
template <param::Profile P>
class Recorder {
public:
    Recorder(std::uint64_t first, std::size_t count) : first_{first}, records_(count) {
        for (std::size_t lane = 0; lane < lanes_.count; ++lane) begin(lane);
    }

    std::vector<Record> records() {
        while (finished_ < records_.size()) {
            lanes_.advance();
            for (std::size_t lane = 0; lane < lanes_.count; ++lane) {
                if (lanes_.has_stopped(lane)) go_on(lane);
            }
        }
        return std::move(records_);
    }

private:
    void begin(std::size_t lane) {
        lanes_.clear(lane);
        if (begun_ == records_.size()) return;
        const kuramoto::State<P> state = kuramoto::state_of<P>(seeder_.seed_of(first_ + begun_), set_);
        records_[begun_].spread = kuramoto::spread_of<P>(state.frequencies);
        lanes_.load(lane, state, kuramoto::check_step<P>(0));
        attempts_[lane] = begun_++;
        checks_[lane] = 0;
    }

    void go_on(std::size_t lane) {
        Record& record = records_[attempts_[lane]];
        std::size_t& check = checks_[lane];
        const bool is_at_end = check == record.squares.size();
        if (lanes_.has_bloomed(lane)) record.bloom_step = lanes_.step(lane);
        if (lanes_.has_bloomed(lane) || is_at_end) {
            ++finished_;
            begin(lane);
            return;
        }
        record.squares[check++] = kuramoto::square_of(lanes_.mean_field(lane));
        lanes_.set_limit(lane, kuramoto::check_step<P>(check));
    }

    kuramoto::Seeder<P> seeder_{kuramoto::Prefix{}};
    kuramoto::InstructionSet set_ = kuramoto::best_instruction_set();
    kuramoto::Lanes<P> lanes_{set_};
    std::array<std::size_t, kuramoto::Lanes<P>::count> attempts_{};
    std::array<std::size_t, kuramoto::Lanes<P>::count> checks_{};
    std::uint64_t first_;
    std::size_t begun_ = 0;
    std::size_t finished_ = 0;
    std::vector<Record> records_;
};

template <param::Profile P>
bool write_records(const std::string& profile, std::uint64_t first, std::size_t count) {
    if (profile != P::name) return false;
    const std::vector<Record> records = Recorder<P>{first, count}.records();
    std::cout.write(reinterpret_cast<const char*>(records.data()),
                    static_cast<std::streamsize>(records.size() * sizeof(Record)));
    return true;
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count != 4) {
        std::cerr << "expected PROFILE FIRST COUNT, for example: bloomcoin-patience mainnet 0 1000000\n";
        return 64;
    }
    const std::string profile = arguments[1];
    const std::uint64_t first = std::stoull(arguments[2]);
    const std::size_t count = std::stoull(arguments[3]);
    const bool is_known =
        write_records<param::Mainnet>(profile, first, count) || write_records<param::Fast>(profile, first, count) ||
        write_records<param::Secure>(profile, first, count) || write_records<param::Tiny>(profile, first, count);
    if (!is_known) std::cerr << "expected mainnet, fast, secure or tiny, found '" << profile << "'\n";
    return is_known ? 0 : 64;
}
