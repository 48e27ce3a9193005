package com.tkr.embed.rest.body;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.JsonValue;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;

/**
 * Pictures in JSON: a {@code data:} URL (RFC 2397) in base64, or bare base64 (RFC 4648, in either
 * alphabet), or where that is switched on an address by http or https. What a media type says is
 * not believed: the file's own first bytes decide.
 */
@Dependent
public class ImageUrls {
  private static final String DATA = "data:";
  private static final String BASE64 = ";base64";
  private static final int LONGEST_ADDRESS = 8192;

  private final RequestLimits limits;
  private final boolean exifOrientation;
  private final boolean fetched;
  private final JsonReader tolerant;
  private final JsonReader strict;

  @Inject
  public ImageUrls(RequestLimits limits, Settings settings) {
    this.limits = limits;
    exifOrientation = settings.get(ModelSettings.EXIF_ORIENTATION);
    fetched = settings.get(ServerSettings.FETCH);
    int picture = mostCharacters(limits.fileBytes());
    tolerant = JsonReader.tolerant(limits.textCharacters(), picture);
    strict = JsonReader.strict(limits.textCharacters(), picture);
  }

  /** Characters of the longest picture in base64, with its {@code data:} before it. */
  private static int mostCharacters(int fileBytes) {
    return (int) Math.min(Integer.MAX_VALUE, fileBytes / 3L * 4 + 1024);
  }

  /** Of the requests whose pictures these are. */
  RequestLimits limits() {
    return limits;
  }

  /** A reader of bodies that hold pictures beside texts, and fields that are passed over. */
  public JsonReader reader() {
    return tolerant;
  }

  /** A reader of bodies that hold pictures beside texts, and no fields that are not known. */
  public JsonReader strictReader() {
    return strict;
  }

  /** The picture that a value of a body is. */
  public EncodedImage image(JsonValue value) throws IOException {
    return image(value.name(), value.data());
  }

  /**
   * The picture.
   *
   * @param field what errors call it
   * @throws EmbeddingException 400 or 413
   */
  public EncodedImage image(String field, String url) {
    String start = url.substring(0, Math.min(url.length(), 8)).toLowerCase(Locale.ROOT);
    if (start.startsWith("http:") || start.startsWith("https:")) {
      return address(field, url);
    }
    byte[] bytes = decoded(field, start.startsWith(DATA) ? data(field, url) : url);
    if (bytes.length > limits.fileBytes()) {
      throw Invalid.tooLarge(field, limits.fileBytes());
    }
    return new EncodedImage(bytes, exifOrientation);
  }

  /** It is fetched before the request is embedded. */
  private EncodedImage address(String field, String url) {
    if (!fetched) {
      throw Invalid.field(
          field,
          "is an address, which this server does not fetch (server.fetch.enabled): send the picture"
              + " itself, as data:image/png;base64,...");
    }
    if (url.length() > LONGEST_ADDRESS) {
      throw Invalid.limit(field, LONGEST_ADDRESS, "characters");
    }
    return EncodedImage.at(url, exifOrientation);
  }

  /** What follows the comma. */
  private static String data(String field, String url) {
    int comma = url.indexOf(',');
    if (comma < 0 || !url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(BASE64)) {
      throw Invalid.field(field, "must be a data: URL in base64, as data:image/png;base64,...");
    }
    return url.substring(comma + 1);
  }

  private static byte[] decoded(String field, String base64) {
    boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
    try {
      byte[] bytes = (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64);
      if (bytes.length == 0) {
        throw Invalid.field(field, "must not be empty");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "must be a picture in base64, as data:image/png;base64,...");
    }
  }
}
