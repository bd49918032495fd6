"""向量空间: texts as sparse rows over the features of a corpus; BM25, TF-IDF, latent dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

from xiezhi.similar_cases.ranking.tokens import Bag, Floats, Keys

SEED = 20261124
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Space:
    """向量空间: the features that a corpus holds and in how many of its texts each stands."""

    keys: Keys
    having: Floats
    texts: int

    @classmethod
    def of(cls, bags: Sequence[Bag], least: int = 1) -> "Space":
        """Return the space of the features that stand in at least `least` of the texts."""
        every = np.concatenate([bag.keys for bag in bags]) if bags else np.zeros(0, np.int64)
        keys, having = np.unique(every, return_counts=True)
        kept = having >= least
        return cls(keys[kept], having[kept].astype(np.float64), len(bags))

    def rows(self, bags: Sequence[Bag]) -> sp.csr_matrix:
        """Return the counts of texts, one row each; features outside the space are left out."""
        starts, places, counts = [0], [], []
        for bag in bags:
            place = np.searchsorted(self.keys, bag.keys)
            place[place == len(self.keys)] = 0
            known = self.keys[place] == bag.keys if len(self.keys) else np.zeros(0, bool)
            places.append(place[known])
            counts.append(bag.counts[known])
            starts.append(starts[-1] + int(known.sum()))
        return sp.csr_matrix(
            (np.concatenate(counts or [np.zeros(0)]),
             np.concatenate(places or [np.zeros(0, np.int64)]), starts),
            shape=(len(bags), len(self.keys)),
        )  # fmt: skip

    def tf_idf(self, rows: sp.csr_matrix, power: float = 1.0) -> sp.csr_matrix:
        """Return unit rows of (1 + ln tf) · idf^power."""
        weighed = rows.copy()
        weighed.data = _log_counts(weighed.data)
        idf = np.log((1 + self.texts) / (1 + self.having)) + 1
        return unit_rows(sp.csr_matrix(weighed @ sp.diags(idf**power)))

    def bm25(self, rows: sp.csr_matrix, k1: float = 1.2, b: float = 1.0) -> sp.csr_matrix:
        """Return the BM25 weight of each feature in each text of the corpus."""
        lengths = np.asarray(rows.sum(axis=1)).ravel()
        share = lengths / max(lengths.mean(), 1e-9) if len(lengths) else lengths
        weighed = rows.copy()
        spread = np.repeat(k1 * (1 - b + b * share), np.diff(rows.indptr))
        weighed.data = weighed.data * (k1 + 1) / (weighed.data + spread)
        idf = np.log(1 + (self.texts - self.having + 0.5) / (self.having + 0.5))
        return sp.csr_matrix(weighed @ sp.diags(idf))


def _log_counts(counts: Floats) -> Floats:
    return np.where(counts > 0, 1 + np.log(np.maximum(counts, 1e-9)), 0.0)


def unit_rows(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Return the rows with length 1; empty ones stay empty."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sp.csr_matrix(sp.diags(1 / np.maximum(lengths, 1e-12)) @ rows)


def unit(dense: Matrix) -> Matrix:
    """Return dense rows with length 1."""
    lengths: Matrix = np.linalg.norm(dense, axis=-1, keepdims=True)
    return dense / np.maximum(lengths, 1e-12)


def latent(rows: sp.csr_matrix, size: int) -> Matrix:
    """Return the first `size` right singular vectors as columns; the same for the same rows."""
    size = min(size, min(rows.shape) - 1)
    if size < 1:
        return np.zeros((rows.shape[1], 1))
    _, _, vectors = randomized_svd(rows, size, n_iter=5, random_state=SEED)
    return np.asarray(vectors.T)


def z(scores: Floats, without: int | None = None) -> Floats:
    """Return scores of one query over all texts, less their mean, over their deviation."""
    known = np.ones(len(scores), bool)
    if without is not None:
        known[without] = False
    if not known.any():
        return np.zeros_like(scores)
    spread = scores[known].std()
    centred: Floats = scores - scores[known].mean()
    return centred / spread if spread > 0 else np.zeros_like(scores)
