package com.tkr.embed.security.ratelimit;

import com.tkr.embed.config.settings.IpNetwork;
import com.tkr.embed.security.apikey.Caller;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What callers did: verified ones in one table, addresses in another, so that many addresses push
 * each other out and no key. A full table forgets who asked longest ago; whoever has that many
 * addresses gains less by that than by having them.
 */
final class CallerTables {
  private static final String PREFIX = "ip:";
  private static final int MOST_VERIFIED = 20_000;
  private static final int MOST_ADDRESSES = 10_000;

  private final CallerUsages verified;
  private final CallerUsages addresses;

  CallerTables(LongSupplier clock) {
    verified = new CallerUsages(clock, MOST_VERIFIED);
    addresses = new CallerUsages(clock, MOST_ADDRESSES);
  }

  Decision ask(Caller caller, Function<CallerUsage, @Nullable Decision> question) {
    return caller.kind() == Caller.Kind.ANONYMOUS
        ? addresses.ask(
            PREFIX + IpNetwork.subscriber(caller.id().substring(PREFIX.length())), question)
        : verified.ask(caller.id(), question);
  }

  Sizes sizes() {
    return new Sizes(
        verified.size(), addresses.size(), verified.forgotten() + addresses.forgotten());
  }

  /**
   * How many callers there are.
   *
   * @param forgotten callers that were forgotten before their time, for want of room
   */
  record Sizes(int verified, int addresses, long forgotten) {}

  void sweep() {
    verified.sweep();
    addresses.sweep();
  }

  List<SavedUsage> saved() {
    return Stream.of(verified, addresses).flatMap(table -> table.saved().stream()).toList();
  }

  void restore(List<SavedUsage> saved, long agoNanos) {
    Map<Boolean, List<SavedUsage>> byTable =
        saved.stream().collect(Collectors.partitioningBy(kept -> kept.id().startsWith(PREFIX)));
    verified.restore(byTable.getOrDefault(false, List.of()), agoNanos);
    addresses.restore(byTable.getOrDefault(true, List.of()), agoNanos);
  }
}
