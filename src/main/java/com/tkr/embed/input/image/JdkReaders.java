package com.tkr.embed.input.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The JDK's own image readers by name, never a plug-in that something else put into the VM-wide
 * registry.
 */
final class JdkReaders {
  private static final ImageReaderSpi BMP = find("BMPImageReaderSpi");
  private static final ImageReaderSpi GIF = find("GIFImageReaderSpi");
  private static final ImageReaderSpi JPEG = find("JPEGImageReaderSpi");
  private static final ImageReaderSpi PNG = find("PNGImageReaderSpi");

  private JdkReaders() {}

  static ImageReader bmp() {
    return reader(BMP);
  }

  static ImageReader gif() {
    return reader(GIF);
  }

  static ImageReader jpeg() {
    return reader(JPEG);
  }

  static ImageReader png() {
    return reader(PNG);
  }

  private static ImageReader reader(ImageReaderSpi provider) {
    try {
      return provider.createReaderInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImageReaderSpi find(String simpleName) {
    Iterator<ImageReaderSpi> providers =
        registry().getServiceProviders(ImageReaderSpi.class, false);
    while (providers.hasNext()) {
      ImageReaderSpi provider = providers.next();
      if (provider.getClass().getName().startsWith("com.sun.imageio.plugins.")
          && provider.getClass().getSimpleName().equals(simpleName)) {
        return provider;
      }
    }
    throw new IllegalStateException("This JDK has no " + simpleName);
  }

  /** The registry looks for plug-ins through the context class loader: give it the platform's. */
  private static IIORegistry registry() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return IIORegistry.getDefaultInstance();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
