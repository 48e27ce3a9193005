package com.tkr.embed.config.cli;

import com.tkr.embed.model.conversion.ConversionKey;
import com.tkr.embed.model.conversion.ConvertedModel;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.ModelVerification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code model verify}: reads a checkpoint, and all that was converted from it. */
record VerifyCommand(HubCache cache, PrintStream err) {
  /** The model's own folder first. */
  List<VerifiedFolder> run(String text) throws IOException, InterruptedException {
    ModelLocation model = ModelLocation.find(text, cache);
    List<VerifiedFolder> verified = new ArrayList<>();
    verified.add(verify(model.name(), model.folder()));
    for (ConvertedModel converted : ConvertedModels.beside(cache).list()) {
      if (converted.key().model().equals(ConversionKey.model(model.folder()))) {
        verified.add(verify(model.name(), converted.folder()));
      }
    }
    return verified;
  }

  private VerifiedFolder verify(String name, Path folder) throws IOException, InterruptedException {
    DownloadMeter meter = new DownloadMeter();
    try (ProgressLines lines = ProgressLines.show(name, meter, err)) {
      return new VerifiedFolder(folder, new ModelVerification(folder, meter).run());
    }
  }
}
