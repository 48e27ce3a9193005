package com.tkr.embed.config.cli;

import com.tkr.embed.model.AnswerTokens;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.conversion.Conversion;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.RerankerFolder;
import com.tkr.embed.model.mlx.MlxConverter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** {@code model convert}: quantises a checkpoint once, ahead of the first start. */
record ConvertCommand(HubCache cache, PrintStream err) {
  /** Any answers, of a reranker: with them its head is kept, and a server finds the result. */
  static Optional<AnswerTokens> answers(ModelLocation model) {
    return RerankerFolder.is(model) ? Optional.of(new AnswerTokens(0, 1)) : Optional.empty();
  }

  /** The converted folder; one that is there already is not made again. */
  Path run(ModelLocation model, ConvertOptions options) throws IOException, InterruptedException {
    DownloadMeter meter = new DownloadMeter();
    try (MlxConverter converter =
            MlxConverter.open(
                model.folder(), options.quantization(), options.groupSize(), answers(model));
        ProgressLines lines = ProgressLines.show(model.name(), meter, err)) {
      if (!converter.quantizes()) {
        throw new ModelLoadFailed(model.folder() + " is quantised already");
      }
      Conversion conversion =
          new Conversion(ConvertedModels.beside(cache), model.folder(), converter, meter);
      Optional<Path> output = options.output();
      return output.isPresent() ? conversion.into(output.get()) : conversion.get();
    }
  }
}
