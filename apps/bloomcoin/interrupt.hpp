// Ctrl-C, for commands that have something to bring to an end first.
#pragma once

namespace bloomcoin::app {

/// From now on the first interrupt is only noted; a second one ends the program at once.
void catch_interrupts();

bool is_interrupted();

}  // namespace bloomcoin::app
