package com.tkr.embed.config.cli;

import com.tkr.embed.config.cli.ModelCommands.Inspection;
import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.ModelOptions;
import com.tkr.embed.model.Positions;
import com.tkr.embed.model.conversion.ConversionKey;
import com.tkr.embed.model.conversion.ConvertedModel;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.HubCache;
import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.hub.ModelVerification;
import com.tkr.embed.model.hub.ModelVerification.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code model verify}: reads a checkpoint, and all that was converted from it. */
record VerifyCommand(HubCache cache, Inspection inspection, PrintStream err) {
  private static ModelOptions asFound(ModelLocation model) {
    return new ModelOptions(
        "cpu",
        "none",
        "auto",
        "exact",
        "auto",
        0,
        Positions.MROPE,
        ConvertCommand.answers(model),
        Optional.empty());
  }

  /** The model's own folder first. */
  List<VerifiedFolder> run(ModelLocation model) throws IOException, InterruptedException {
    List<VerifiedFolder> verified = new ArrayList<>();
    verified.add(verify(model, model.folder()));
    for (ConvertedModel converted : ConvertedModels.beside(cache).list()) {
      if (converted.key().model().equals(ConversionKey.model(model.folder()))) {
        verified.add(verify(model, converted.folder()));
      }
    }
    return verified;
  }

  private VerifiedFolder verify(ModelLocation model, Path folder)
      throws IOException, InterruptedException {
    DownloadMeter meter = new DownloadMeter();
    Verdict verdict;
    try (ProgressLines lines = ProgressLines.show(model.name(), meter, err)) {
      verdict = new ModelVerification(folder, meter).run();
    }
    List<String> problems = new ArrayList<>(verdict.problems());
    problems.addAll(architecture(model, folder));
    return new VerifiedFolder(
        folder,
        new Verdict(verdict.files(), verdict.checked(), verdict.tensors(), List.copyOf(problems)));
  }

  /** What is not as the architecture that config.json names wants it, or not finite. */
  private List<String> architecture(ModelLocation model, Path folder) {
    try {
      return inspection.faults(folder, asFound(model));
    } catch (ModelLoadFailed e) {
      return e.problems();
    }
  }
}
