package org.pmodel.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pmodel.Checkout;
import org.pmodel.Engines;
import org.pmodel.PModel;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.infer.Settings;
import org.pmodel.runtime.Data;

/** Means and standard deviations of draws are those of the reference, for a few quick posteriors; {@code tests/posteriors} compares all. */
class PosteriorDrawsTest {
    @ParameterizedTest
    @ValueSource(strings = {"eight_schools-eight_schools_noncentered", "arma-arma11", "kidiq-kidscore_momiq"})
    void momentsAgree(String name) throws IOException {
        assumeTrue(Checkout.reference().isPresent());
        Reference reference = new Reference(Checkout.reference().orElseThrow());
        Reference.Entry entry = reference.entries(name).getFirst();
        try (PModel model = ModelFolder.compile(new ModelFolder(Checkout.MODELS).text(entry.model()).orElseThrow(), Engines.select());
                ModelPosterior posterior = model.bind(Data.read(reference.data(entry)))) {
            List<Moments> moments = Moments.of(posterior.sample(Settings.standard(1)), reference.moments(entry));
            assertFalse(moments.isEmpty());
            assertTrue(moments.getFirst().worst() <= Moments.BAR, moments.getFirst().toString());
        }
    }
}
