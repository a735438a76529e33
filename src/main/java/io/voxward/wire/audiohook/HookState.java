package io.voxward.wire.audiohook;

import java.time.Instant;
import java.util.Optional;

/**
 * Where one connection stands. Each state has only the transitions that are legal from it, so an
 * illegal one does not compile.
 *
 * <pre>
 *  Fresh ──open──► Opening ──opened──► Listening ◄──resumed── Paused
 *    │ │              │                 │   └─────paused────────► │
 *    │ └─probe─► Probed                 │                         │
 *    │              │                   │                         │
 *    ├── leave: we ask the other side to go, from every state above ──► Leaving
 *    │                                                                   │
 *    └── close: the other side ends it, from every state above ──► Closing ◄─ close
 *                                                                    │
 *                                    Over ◄── farewell (we said closed)
 * </pre>
 *
 * A state that waits for somebody has a deadline, after which the conversation moves on by itself.
 */
sealed interface HookState {

  /** When it is over by itself; empty where the session's own limits hold. */
  default Optional<Instant> deadline() {
    return Optional.empty();
  }

  /** Nothing was said yet. */
  record Fresh(Instant until) implements HookState {
    Opening open(ClientMessage.Open request, Media media, Instant newUntil) {
      return new Opening(request, media, newUntil);
    }

    Probed probe(Instant newUntil) {
      return new Probed(newUntil);
    }

    Leaving leave(Instant newUntil) {
      return new Leaving(newUntil);
    }

    Closing close(Instant newUntil) {
      return new Closing(newUntil);
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }

  /** The call is being opened. */
  record Opening(ClientMessage.Open request, Media media, Instant until) implements HookState {
    Listening opened() {
      return new Listening();
    }

    Leaving leave(Instant newUntil) {
      return new Leaving(newUntil);
    }

    Closing close(Instant newUntil) {
      return new Closing(newUntil);
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }

  /** The connection is only tried. */
  record Probed(Instant until) implements HookState {
    Leaving leave(Instant newUntil) {
      return new Leaving(newUntil);
    }

    Closing close(Instant newUntil) {
      return new Closing(newUntil);
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }

  /** Audio is heard. */
  record Listening() implements HookState {
    Paused pause() {
      return new Paused();
    }

    Leaving leave(Instant newUntil) {
      return new Leaving(newUntil);
    }

    Closing close(Instant newUntil) {
      return new Closing(newUntil);
    }
  }

  /** The other side said that it pauses: whatever comes is not heard. */
  record Paused() implements HookState {
    Listening resume() {
      return new Listening();
    }

    Leaving leave(Instant newUntil) {
      return new Leaving(newUntil);
    }

    Closing close(Instant newUntil) {
      return new Closing(newUntil);
    }
  }

  /** We asked the other side to go. */
  record Leaving(Instant until) implements HookState {
    Closing close(Instant newUntil) {
      return new Closing(newUntil);
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }

  /** The other side ended it; what was sent is still being heard. */
  record Closing(Instant until) implements HookState {
    Over farewell(Instant newUntil) {
      return new Over(newUntil);
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }

  /** We said {@code closed}: the other side closes the socket. */
  record Over(Instant until) implements HookState {
    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }
}
