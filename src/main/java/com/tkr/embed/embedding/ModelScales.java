package com.tkr.embed.embedding;

import com.tkr.embed.embedding.quantization.Scales;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.conversion.CalibratedScales;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.profile.ProfiledFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The scales of a model's bytes: measured on this machine, or trained, or assumed. */
record ModelScales(CalibratedScales measured) {
  /** Beside what was converted into a folder. */
  static ModelScales beside(Path converted) {
    return new ModelScales(new CalibratedScales(new ConvertedModels(converted)));
  }

  Scales of(ProfiledFolder folder, ModelInfo model) {
    int dimensions = model.embeddingDim();
    Map<Integer, Float> calibrated = measured.find(folder.folder());
    if (calibrated.containsKey(dimensions)) {
      return new Scales(new TreeMap<>(calibrated), Scales.CALIBRATED);
    }
    Float trained = folder.profile().scales().get(dimensions);
    return trained == null
        ? Scales.assumed(dimensions)
        : new Scales(new TreeMap<>(Map.of(dimensions, trained)), Scales.TRAINED);
  }
}
