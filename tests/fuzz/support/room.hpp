// How much room something takes: the bytes that are allocated while it runs, as the
// sanitizer counts them.
#pragma once

#include <sanitizer/allocator_interface.h>

#include <cstddef>

namespace bloomcoin::fuzz {

inline std::size_t room_taken = 0;

inline const int room_is_counted = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, std::size_t size) { room_taken += size; }, [](const volatile void*) {});

/// Runs something and says how many bytes it allocated, whether or not they are free again.
template <class Run>
std::size_t room_of(Run run) {
    room_taken = 0;
    run();
    return room_taken;
}

}  // namespace bloomcoin::fuzz
