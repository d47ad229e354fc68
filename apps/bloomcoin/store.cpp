// A chain in a folder.
#include "store.hpp"

#include "chain_file.hpp"
#include "clock.hpp"
#include "file.hpp"
#include "text.hpp"

#include <bloomcoin/codec/reader.hpp>
#include <bloomcoin/codec/writer.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>

namespace bloomcoin::app {

namespace {

std::string path_in(const std::string& folder, std::string_view name) { return folder + '/' + std::string{name}; }

void note(const std::string& sentence) {
    std::cout.flush();
    std::cerr << "bloomcoin: " << sentence << '\n';
}

/// What whoever holds the lock wrote into it.
std::string holder_text(int lock) {
    std::array<char, 20> digits{};
    const ssize_t count = ::pread(lock, digits.data(), digits.size(), 0);
    const std::string text{digits.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
    const std::string number = text.substr(0, text.find_first_not_of("0123456789"));
    return number.empty() ? "" : " (process " + number + ')';
}

/// The lock of a folder; not open, with errno saying why, if it cannot be had.
Descriptor claim_lock(const std::string& folder, std::string& holder) {
    Descriptor lock{::open(path_in(folder, "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)};
    if (!lock.is_open()) return lock;
    if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        holder = holder_text(lock.number());
        lock = Descriptor{-1};
        errno = error;
        return lock;
    }
    // The number is for people only: nothing goes wrong where it cannot be written.
    if (::ftruncate(lock.number(), 0) == 0) (void)write_all(lock.number(), std::to_string(::getpid()) + '\n');
    return lock;
}

Descriptor lock_of(const std::string& folder) {
    std::string holder;
    Descriptor lock = claim_lock(folder, holder);
    if (!lock.is_open() && errno == EWOULDBLOCK) {
        throw Failure{exit_busy, in_quotes(folder) + ": another bloomcoin is writing there" + holder +
                                     "; try again when it has ended"};
    }
    if (!lock.is_open()) fail(exit_cant_create, "cannot write to", folder, errno);
    return lock;
}

void check_folder(const std::string& folder) {
    struct stat there {};
    if (::stat(folder.c_str(), &there) != 0) fail(exit_data, "cannot open the chain", folder, errno);
    if (!S_ISDIR(there.st_mode)) fail(exit_data, "cannot open the chain", folder, ENOTDIR);
    if (::access(path_in(folder, "blocks").c_str(), F_OK) != 0) {
        throw Failure{exit_data, in_quotes(folder) +
                                     ": expected a folder with a chain, made by `bloomcoin chain new`; there is no "
                                     "file \"blocks\" in it"};
    }
}

/// Files that a program that was killed had not yet put into their place.
void remove_leftovers(const std::string& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("pool.") && name.size() == std::strlen("pool.XXXXXX")) {
            std::filesystem::remove(entry.path(), error);
        }
    }
}

/// Frames a megabyte at a time: 0, or the error that stopped it.
int write_blocks(int descriptor, const AnyChain& chain, std::span<const base::Hash> hashes) {
    constexpr std::size_t chunk_size = 1 << 20;
    std::string text;
    for (const base::Hash& hash : hashes) {
        text += frame_of(codec::encode(*chain.find(hash)));
        if (text.size() < chunk_size) continue;
        if (const int error = write_all(descriptor, text)) return error;
        text.clear();
    }
    const int error = write_all(descriptor, text);
    if (error != 0) return error;
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

std::string without_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

std::string parent_of(const std::string& path) {
    const std::string parent = std::filesystem::path{path}.parent_path().string();
    return parent.empty() ? "." : parent;
}

/// A folder under another name, which goes away unless it gets its own.
class FolderInTheMaking {
public:
    explicit FolderInTheMaking(const std::string& path) : path_{path}, beside_{path + ".XXXXXX"} {
        is_there_ = ::mkdtemp(beside_.data()) != nullptr;
        if (!is_there_) fail(exit_cant_create, "cannot create", path_, errno);
    }
    FolderInTheMaking(const FolderInTheMaking&) = delete;
    FolderInTheMaking& operator=(const FolderInTheMaking&) = delete;
    ~FolderInTheMaking() {
        std::error_code error;
        if (is_there_) std::filesystem::remove_all(beside_, error);
    }

    const std::string& beside() const { return beside_; }

    void put_in_place() {
        int error = ::chmod(beside_.c_str(), permissions_of_new(0777)) == 0 ? sync_folder(beside_) : errno;
        if (error == 0 && ::renameat2(AT_FDCWD, beside_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) != 0) {
            error = errno;
        }
        if (error != 0) fail(exit_cant_create, "cannot create", path_, error);
        is_there_ = false;
        error = sync_folder(parent_of(path_));
        if (error != 0) fail(exit_io, "cannot write", parent_of(path_), error);
    }

private:
    std::string path_;
    std::string beside_;
    bool is_there_ = false;
};

}  // namespace

std::string Store::blocks_path(const std::string& folder) { return path_in(without_slashes(folder), "blocks"); }

void Store::create(const std::string& folder, const AnyChain& chain, std::span<const base::Hash> hashes) {
    const std::string path = without_slashes(folder);
    struct stat there {};
    if (::lstat(path.c_str(), &there) == 0) fail(exit_cant_create, "cannot create", path, EEXIST);

    FolderInTheMaking made{path};
    const std::string blocks = path_in(made.beside(), "blocks");
    const Descriptor file{::open(blocks.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
    if (!file.is_open()) fail(exit_cant_create, "cannot create", blocks, errno);
    int error = write_all(file.number(), frames_start(block_frames, chain.terms().magic));
    if (error == 0) error = write_blocks(file.number(), chain, hashes);
    if (error != 0) fail(exit_io, "cannot write", blocks, error);
    made.put_in_place();
}

Store::Store(const std::string& folder, Use use) : folder_{without_slashes(folder)} {
    check_folder(folder_);
    if (use == Use::write) lock_ = lock_of(folder_);
    if (load()) return;

    // A torn frame, and nobody here yet who may cut it off: whoever is writing just now, or we.
    std::string holder;
    lock_ = claim_lock(folder_, holder);
    if (lock_->is_open()) {
        load();
    } else {
        note(in_quotes(folder_) + ": the last block is not whole and is left out; whoever writes there cuts it off");
    }
    lock_.reset();
}

/// Whether it could be done without being allowed to write.
bool Store::load() {
    FrameReader reader{path_in(folder_, "blocks"), block_frames};
    chain_ = chain_of_file(reader);
    const Replayed replayed = replay(reader, *chain_, {now_s(), true}, "reading");
    if (replayed.refusal) throw Failure{exit_data, refusal_text(*replayed.refusal, reader.path())};
    block_count_ = replayed.block_count;
    if (replayed.cut && (!replayed.cut->is_torn || block_count_ == 0)) {
        throw Failure{exit_data, refusal_text(refusal_of(*replayed.cut), reader.path())};
    }
    if (replayed.cut && lock_) cut_off(*replayed.cut);
    load_pool();
    if (lock_) remove_leftovers(folder_);
    return !replayed.cut || lock_;
}

void Store::cut_off(const Cut& cut) {
    const std::string path = path_in(folder_, "blocks");
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    const bool is_cut = file.is_open() && ::ftruncate(file.number(), static_cast<off_t>(cut.offset)) == 0 &&
                        ::fsync(file.number()) == 0;
    if (!is_cut) fail(exit_io, "cannot cut a torn block off", path, errno);
    note(in_quotes(path) + ": a write of the block at height " + std::to_string(cut.height) +
         " did not come to its end; its " + counted(cut.size, "byte") + " from offset " + std::to_string(cut.offset) +
         " on were cut off");
}

void Store::append(std::span<const base::Hash> hashes) {
    const std::string path = path_in(folder_, "blocks");
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)};
    struct stat before {};
    if (!file.is_open() || ::fstat(file.number(), &before) != 0) fail(exit_io, "cannot open", path, errno);
    if (const int error = write_blocks(file.number(), *chain_, hashes)) {
        // If even this fails, the torn frame is cut off next time.
        [[maybe_unused]] const int ignored = ::ftruncate(file.number(), before.st_size);
        fail(exit_io, "cannot write", path, error);
    }
    block_count_ += hashes.size();
}

/// Transactions that the pool does not admit any more, being in a block or too old, are left out.
void Store::load_pool() {
    const std::string path = path_in(folder_, "pool");
    pool_heights_.clear();
    pool_text_ = frames_start(pool_frames, chain_->terms().magic);
    if (::access(path.c_str(), F_OK) != 0) return;
    FrameReader reader{path, pool_frames};
    const auto complain = [&](std::uint64_t offset, const std::string& what) {
        throw Failure{exit_data, in_quotes(path) + ": damaged at offset " + std::to_string(offset) + ": " + what +
                                     "; without this file the chain has no transactions that wait"};
    };
    if (reader.magic() != chain_->terms().magic) complain(8, "it belongs to another profile");
    for (;;) {
        const Frame frame = reader.next(sizeof(chain::Height) + chain_->terms().pool_size_max);
        if (frame.state == Frame::State::end) break;
        chain::Height height = 0;
        const bool is_whole = frame.state == Frame::State::whole && codec::Reader{frame.bytes}.read(height);
        if (!is_whole) complain(frame.offset, "expected a transaction and its checksum");
        pool_text_ += frame_of(frame.bytes);
        if (height + std::uint64_t{chain_->terms().pool_age_max} <= chain_->tip().height) continue;
        const chain::Considered considered =
            chain_->transaction_arrives(base::BytesView{frame.bytes}.subspan(sizeof height));
        if (!considered.txid) complain(frame.offset, std::string{considered.check.rule().sentence()});
        if (considered.check) pool_heights_.emplace(*considered.txid, height);
    }
}

std::string Store::pool_text() const {
    std::string text = frames_start(pool_frames, chain_->terms().magic);
    for (const chain::PoolEntry* entry : chain_->pool()) {
        const auto since = pool_heights_.find(entry->txid);
        codec::Writer writer;
        writer.write(since == pool_heights_.end() ? entry->height : since->second);
        codec::write(writer, entry->transaction);
        text += frame_of(writer.bytes());
    }
    return text;
}

void Store::save_pool() {
    std::string text = pool_text();
    if (text == pool_text_) return;
    write_whole(path_in(folder_, "pool"), text);
    pool_text_ = std::move(text);
}

}  // namespace bloomcoin::app
