package com.tkr.embed.rest.body;

import com.tkr.embed.config.settings.ModelSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.ServedModel;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names by which requests may ask for the model that is served. */
@Dependent
public class ModelNames {
  private static final String ANY = "*";

  private final ModelLifecycle lifecycle;
  private final List<String> aliases;

  @Inject
  public ModelNames(ModelLifecycle lifecycle, Settings settings) {
    this.lifecycle = lifecycle;
    aliases = settings.get(ModelSettings.ALIASES);
  }

  /** The model's own name first, then what else stands for it; not {@code *}. */
  public List<String> all() {
    Set<String> names = new LinkedHashSet<>(own(lifecycle.status().served()));
    aliases.stream().filter(alias -> !alias.equals(ANY)).forEach(names::add);
    return List.copyOf(names);
  }

  /** Whether a name is the model's own, rather than one that stands for it. */
  public boolean isOwn(String name) {
    return own(lifecycle.status().served()).contains(name);
  }

  /**
   * Refuses the name of another model.
   *
   * @param name as a request has it; none asks for the model that there is
   * @throws EmbeddingException 404
   */
  public void require(@Nullable String name) {
    if (name != null && !aliases.contains(ANY) && !all().contains(name)) {
      String served = lifecycle.status().served().name();
      throw new EmbeddingException(
          ErrorCode.MODEL_NOT_FOUND,
          "This server has the model "
              + served
              + " alone. Ask for that one, or let other names stand for it by the setting"
              + " EMBEDDING_MODEL_ALIASES.",
          Map.of("field", "model", "model", served));
    }
  }

  /** With its owner and without, and as it was configured, unless that is a folder. */
  private static Set<String> own(ServedModel served) {
    Set<String> names = new LinkedHashSet<>();
    names.add(served.name());
    names.add(served.name().substring(served.name().lastIndexOf('/') + 1));
    if (!Path.of(served.path()).isAbsolute()) {
      names.add(served.path());
    }
    return names;
  }
}
