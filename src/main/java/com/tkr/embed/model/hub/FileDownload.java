package com.tkr.embed.model.hub;

import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Fetches one file into its blob. What has come is kept, and the next attempt, of this process or
 * another, goes on from there; the blob gets its name when its content is the right one.
 */
final class FileDownload {
  /** An attempt that brings so much was not in vain. */
  private static final long PROGRESS_BYTES = 1 << 20;

  /** Text alone is compressed on its way, and that is short. */
  private static final int MOST_COMPRESSED_BYTES = 64 << 20;

  private final HubConnection hub;
  private final CachedRepository repository;
  private final RemoteFile file;
  private final DownloadMeter meter;
  private final Path partial;
  private final ContentHash hash;
  private long written;

  FileDownload(
      HubConnection hub, CachedRepository repository, RemoteFile file, DownloadMeter meter) {
    this.hub = hub;
    this.repository = repository;
    this.file = file;
    this.meter = meter;
    this.partial = repository.partial(file.etag());
    this.hash = new ContentHash(file.etag(), file.size());
  }

  /** Fetches it, once more from its beginning where what has come is something else. */
  void run(Retries retries) throws DownloadFailed, InterruptedException {
    for (int once = 0; once < 2; once++) {
      retries.run(() -> attempt(retries));
      if (hash.matches()) {
        publish();
        return;
      }
      restart();
    }
    String line = "%s: what the hub sends is not what it says: the content does not fit its ETag";
    throw new DownloadFailed(Reason.DAMAGED, line.formatted(file.part()));
  }

  private boolean attempt(Retries retries) throws IOException, InterruptedException {
    try (FileChannel out = open()) {
      takeOver(out);
      if (written < file.size()) {
        HttpResponse<BodyChunks> answer = hub.open(file.part(), written);
        try (BodyChunks body = answer.body()) {
          place(answer, out);
          receive(body, out, retries);
        }
      }
    }
    return true;
  }

  private FileChannel open() throws DownloadFailed {
    try {
      return FileChannel.open(
          partial, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw DownloadFailed.unwritable(partial, e);
    }
  }

  /** What an earlier process has left counts; what it wrote beyond the end does not. */
  private void takeOver(FileChannel out) throws DownloadFailed {
    try {
      if (out.size() > file.size()) {
        out.truncate(0);
      }
      hash.update(out, read -> {});
      written = hash.length();
    } catch (IOException e) {
      throw DownloadFailed.unwritable(partial, e);
    }
  }

  /**
   * Where the answer begins, which need not be where it was asked to; a part may end early. Whoever
   * cannot give the right part gives all of it the next time.
   */
  private void place(HttpResponse<BodyChunks> answer, FileChannel out) throws IOException {
    ContentRange range = ContentRange.of(answer, file.size());
    if (range.first() != written) {
      restart(out);
    }
    if (range.first() != written || range.end() > file.size() || range.size() != file.size()) {
      String line = "%s came of what has %d bytes";
      throw new TransientFailure(line.formatted(range, file.size()));
    }
  }

  private void receive(BodyChunks body, FileChannel out, Retries retries)
      throws IOException, InterruptedException {
    if (body.isCompressed()) {
      take(ByteBuffer.wrap(body.all(MOST_COMPRESSED_BYTES)), out);
    } else {
      takeAll(body, out, retries);
    }
    if (written < file.size()) {
      String line = "the connection ended after %d of %d bytes";
      throw new TransientFailure(line.formatted(written, file.size()));
    }
  }

  private void takeAll(BodyChunks body, FileChannel out, Retries retries)
      throws IOException, InterruptedException {
    long begun = written;
    for (Optional<List<ByteBuffer>> some = body.next(); some.isPresent(); some = body.next()) {
      for (ByteBuffer bytes : some.get()) {
        take(bytes, out);
      }
      if (written - begun >= PROGRESS_BYTES) {
        retries.progressed();
      }
    }
  }

  private void take(ByteBuffer bytes, FileChannel out) throws IOException {
    int count = bytes.remaining();
    if (written + count > file.size()) {
      restart(out);
      throw new TransientFailure("more than its " + file.size() + " bytes came");
    }
    hash.update(bytes);
    try {
      while (bytes.hasRemaining()) {
        written += out.write(bytes, written);
      }
    } catch (IOException e) {
      throw DownloadFailed.unwritable(partial, e);
    }
    meter.received(count);
  }

  private void restart(FileChannel out) throws DownloadFailed {
    try {
      out.truncate(0);
    } catch (IOException e) {
      throw DownloadFailed.unwritable(partial, e);
    }
    forget();
  }

  private void restart() throws DownloadFailed {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw DownloadFailed.unwritable(partial, e);
    }
    forget();
  }

  private void forget() {
    meter.lost(written);
    hash.restart();
    written = 0;
  }

  private void publish() throws DownloadFailed {
    try {
      repository.publish(file.etag());
    } catch (IOException e) {
      throw DownloadFailed.unwritable(repository.blob(file.etag()), e);
    }
  }
}
