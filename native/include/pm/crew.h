// Threads that work on the parts of a divided loop together with the thread that runs the kernel. A crew serves one kernel run at a time.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace pm_bridge {

class crew {
public:
    typedef void (*work)(void*, int32_t);

    // So many threads in all, the calling one among them.
    explicit crew(int threads) {
        for (int i = 1; i < threads; i++) members.emplace_back([this] { serve(); });
    }

    ~crew() {
        {
            std::lock_guard<std::mutex> hold(guard);
            closing = true;
        }
        begin.notify_all();
        for (std::thread& member : members) member.join();
    }

    // Calls task(argument, part) for each part and returns when all are done. Without a crew the caller does all of it.
    static void side_by_side(void* self, int32_t parts, work task, void* argument) {
        if (self) {
            ((crew*) self)->run(parts, task, argument);
        } else {
            for (int32_t p = 0; p < parts; p++) task(argument, p);
        }
    }

private:
    std::vector<std::thread> members;
    std::mutex guard;
    std::condition_variable begin, end;
    int64_t round = 0; // counts runs, so that a member knows a new one
    bool closing = false;
    size_t busy = 0;
    work task = nullptr;
    void* argument = nullptr;
    int32_t parts = 0;
    std::atomic<int32_t> next{0};

    // Whoever is free takes the next part: which thread computes it changes nothing.
    void take() {
        for (int32_t p = next++; p < parts; p = next++) task(argument, p);
    }

    void run(int32_t count, work what, void* with) {
        {
            std::lock_guard<std::mutex> hold(guard);
            parts = count;
            task = what;
            argument = with;
            next = 0;
            busy = members.size();
            round++;
        }
        begin.notify_all();
        take();
        std::unique_lock<std::mutex> hold(guard);
        end.wait(hold, [this] { return busy == 0; });
    }

    void serve() {
        std::unique_lock<std::mutex> hold(guard);
        for (int64_t seen = 0;;) {
            begin.wait(hold, [&] { return closing || round != seen; });
            if (closing) return;
            seen = round;
            hold.unlock();
            take();
            hold.lock();
            if (--busy == 0) end.notify_one();
        }
    }
};

} // namespace pm_bridge
