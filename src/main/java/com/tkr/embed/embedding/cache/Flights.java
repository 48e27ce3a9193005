package com.tkr.embed.embedding.cache;

import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The computations under way, at most one per key, in front of what was computed before. */
final class Flights {
  private static final System.Logger LOG = System.getLogger(Flights.class.getName());

  private final VectorStore store;
  private final ConcurrentHashMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();
  private final LongAdder coalesced = new LongAdder();

  Flights(VectorStore store) {
    this.store = store;
  }

  /**
   * What boarding came to: a vector that was there by now, or a wait, whose flight the caller must
   * let fly when it leads.
   */
  record Boarded(CachedVector vector, Flight toLead) {}

  /** Makes a waiter part of the one computation of its key. */
  Boarded board(CacheKey key, Flight.Waiter waiter) {
    while (true) {
      Flight other = flights.get(key);
      if (other == null) {
        Flight mine = new Flight(waiter, (flight, vector) -> land(key, flight, vector));
        other = flights.putIfAbsent(key, mine);
        if (other == null) {
          return lead(key, mine, waiter);
        }
      }
      if (other.join(waiter)) {
        coalesced.increment();
        return new Boarded(null, null);
      }
      flights.remove(key, other);
      CachedVector vector = store.get(key);
      if (vector != null) {
        return new Boarded(vector, null);
      }
    }
  }

  /** Another flight may have landed between the look into the store and this one's start. */
  private Boarded lead(CacheKey key, Flight flight, Flight.Waiter waiter) {
    CachedVector vector = store.get(key);
    if (vector == null) {
      flight.watch(waiter);
      return new Boarded(null, flight);
    }
    flight.land(vector);
    return new Boarded(vector, null);
  }

  /** Inputs that wait for another's computation, or did. */
  long coalesced() {
    return coalesced.sum();
  }

  int size() {
    return flights.size();
  }

  /** Kept before forgotten: whoever finds no flight any more finds the vector. */
  private void land(CacheKey key, Flight flight, CachedVector vector) {
    try {
      if (vector != null) {
        store.put(key, vector);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A vector was not kept", e);
    } finally {
      flights.remove(key, flight);
    }
  }
}
