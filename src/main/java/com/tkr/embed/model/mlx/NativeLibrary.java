package com.tkr.embed.model.mlx;

import com.tkr.embed.model.hub.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * Our native libraries and what they run on (MLX; libjpeg-turbo and libtiff), from the class path
 * to disk.
 *
 * <p>The build puts them under {@code native/<platform>/} in the layout in which MLX is published
 * (libraries find each other by relative run paths, and Metal finds its kernels beside MLX), with a
 * list of the files and a digest. They are unpacked as one folder, once per digest, so that the
 * layout survives. A build for NVIDIA's GPUs has a line instead that says where they are: its
 * libraries take gigabytes.
 */
final class NativeLibrary {
  private static final String NVIDIA_DRIVER = "libcuda.so.1";
  private static final String ROOT = "/native/" + Loader.getPlatform() + "/";

  private NativeLibrary() {}

  /**
   * Unpacks the folder if need be and loads one of our libraries, and with it what it needs.
   *
   * @param name as in {@link System#loadLibrary}
   * @throws UnsatisfiedLinkError when this build holds none for this platform, or it does not load
   */
  static synchronized void load(String name) {
    Path library = folder(index()).resolve("lib").resolve(System.mapLibraryName(name));
    try {
      if (!Files.exists(library)) {
        throw new UnsatisfiedLinkError(library + " is missing: ./deploy.sh build");
      }
      System.load(library.toString());
    } catch (UnsatisfiedLinkError e) {
      throw explained(e);
    }
  }

  /** Where the libraries are: unpacked, or, with NVIDIA's, where the build left them. */
  private static Path folder(List<String> index) {
    String first = index.get(0);
    return first.startsWith("@")
        ? Path.of(first.substring(1))
        : unpack(first, index.subList(1, index.size()));
  }

  /** With the way out, where the reason is the want of NVIDIA's driver. */
  static UnsatisfiedLinkError explained(UnsatisfiedLinkError error) {
    if (!String.valueOf(error.getMessage()).contains(NVIDIA_DRIVER)) return error;
    return new UnsatisfiedLinkError(
        "This build is for NVIDIA's GPUs, and this machine has no driver of NVIDIA's ("
            + NVIDIA_DRIVER
            + "): install one of version 580 or newer, or build for the CPU:"
            + " EMBEDDING_GPU=none ./deploy.sh build");
  }

  private static List<String> index() {
    try (InputStream index = NativeLibrary.class.getResourceAsStream(ROOT + "index")) {
      if (index == null) {
        throw new UnsatisfiedLinkError(
            "This build holds no native library for "
                + Loader.getPlatform()
                + ". Build it on that platform: ./deploy.sh build");
      }
      return new String(index.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpack(String digest, List<String> files) {
    try {
      Path folder = Loader.getCacheDir().toPath().resolve("tkr-embed-" + digest);
      if (!Files.isDirectory(folder)) {
        Path temporary = Files.createTempDirectory(folder.getParent(), "tkr-embed-");
        for (String file : files) {
          copy(file, temporary.resolve(file));
        }
        rename(temporary, folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UnsatisfiedLinkError("The native libraries could not be unpacked: " + e);
    }
  }

  private static void copy(String file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream resource = NativeLibrary.class.getResourceAsStream(ROOT + file)) {
      Files.copy(resource, target);
    }
  }

  /**
   * Gives an unpacked folder its name. Another process may have unpacked the same meanwhile: then
   * its folder is as good.
   */
  static void rename(Path temporary, Path folder) throws IOException {
    try {
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) { // of no subclass on Linux, where the folder is not empty
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      Folders.delete(temporary);
    }
  }
}
