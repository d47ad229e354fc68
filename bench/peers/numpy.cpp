// NumPy: a child process evolves the attempts and says how long it took; its start and the way there and
// back are not counted.
#include "peer.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace bloomcoin::bench {

namespace {

/// Both ends of a conversation with numpy_peer.py. It ends when this does: the child's input is closed then.
class Child {
public:
    Child() {
        int to_child[2];
        int from_child[2];
        if (pipe(to_child) != 0 || pipe(from_child) != 0) throw std::runtime_error("no pipe for the NumPy peer");
        id_ = fork();
        if (id_ < 0) throw std::runtime_error("no process for the NumPy peer");
        if (id_ == 0) become_python(to_child, from_child);
        close(to_child[0]);
        close(from_child[1]);
        questions_ = fdopen(to_child[1], "w");
        answers_ = fdopen(from_child[0], "r");
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        std::fclose(questions_);
        std::fclose(answers_);
        waitpid(id_, nullptr, 0);
    }

    template <class T>
    void say(const T* values, std::size_t count) {
        if (std::fwrite(values, sizeof(T), count, questions_) != count) throw_gone();
    }
    template <class T>
    void hear(T* values, std::size_t count) {
        std::fflush(questions_);
        if (std::fread(values, sizeof(T), count, answers_) != count) throw_gone();
    }

private:
    [[noreturn]] static void become_python(const int (&to_child)[2], const int (&from_child)[2]) {
        dup2(to_child[0], STDIN_FILENO);
        dup2(from_child[1], STDOUT_FILENO);
        for (const int end : {to_child[0], to_child[1], from_child[0], from_child[1]}) close(end);
        // One thread, as the other peers; and what the environment says of Python stays out of it.
        setenv("OMP_NUM_THREADS", "1", 1);
        execl(PEER_PYTHON, "python3", "-B", "-E", PEER_SCRIPT, static_cast<char*>(nullptr));
        _exit(127);
    }
    [[noreturn]] static void throw_gone() { throw std::runtime_error("the NumPy peer, " PEER_SCRIPT ", has ended"); }

    pid_t id_ = -1;
    std::FILE* questions_ = nullptr;
    std::FILE* answers_ = nullptr;
};

double evolve(const Attempt* attempts, std::size_t count, std::int32_t* bloom_steps) {
    static Child child;
    const std::uint32_t head[2] = {static_cast<std::uint32_t>(count), PEER_WIDTH};
    child.say(head, 2);
    for (std::size_t i = 0; i < count; ++i) {
        child.say(attempts[i].frequencies, oscillator_count);
        child.say(attempts[i].phases, oscillator_count);
    }
    double seconds = 0;
    child.hear(bloom_steps, count);
    child.hear(&seconds, 1);
    return seconds;
}

}  // namespace

Peer PEER() { return {PEER_NAME, PEER_FLAGS, PEER_WIDTH, evolve, true}; }

}  // namespace bloomcoin::bench
