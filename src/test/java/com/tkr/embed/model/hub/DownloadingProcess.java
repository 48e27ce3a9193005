package com.tkr.embed.model.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that fetches the stand-in hub's model: {@code CACHE ENDPOINT}. Prints the snapshot, or
 * the reason of the failure and its line. It believes that the disk has room.
 */
final class DownloadingProcess {
  private DownloadingProcess() {}

  public static void main(String[] words) throws InterruptedException {
    HubAccess access = HubFixture.direct(URI.create(words[1]), Optional.empty(), false);
    DownloadOptions options =
        new DownloadOptions(
            4,
            2,
            Duration.ofMillis(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            new EndlessDisk());
    HubCache cache = new HubCache(List.of(Path.of(words[0])));
    try {
      ModelDownload download = new ModelDownload(cache, access, options, new DownloadMeter());
      System.out.println(download.fetch(HubFixture.NAME));
    } catch (DownloadFailed e) {
      System.out.println(e.reason() + " " + e.getMessage());
    }
  }

  /** The command that runs this in a process of its own. */
  static List<String> command(Path cache, StandInHub hub) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            DownloadingProcess.class.getName(),
            cache.toString(),
            hub.endpoint().toString()));
  }

  private static final class EndlessDisk implements DownloadOptions.Machine {
    @Override
    public long freeBytes(Path folder) {
      return Long.MAX_VALUE;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time.toMillis());
    }
  }
}
