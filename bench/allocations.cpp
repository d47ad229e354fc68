// Counts every allocation of the benchmarks. Apart from them, so that no compiler sees through it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

std::uint64_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* room = std::malloc(size)) return room;
    throw std::bad_alloc{};
}
void operator delete(void* room) noexcept { std::free(room); }
void operator delete(void* room, std::size_t) noexcept { std::free(room); }

namespace bloomcoin::bench {

std::uint64_t allocation_count() { return allocations; }

}  // namespace bloomcoin::bench
