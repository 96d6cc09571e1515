#pragma once

#include <functional>

#include <QMap>

#include "algorithms/parameters/trainingparameters.h"
#include "model/train/report/trainresult.h"

namespace calving
{

namespace trainingkey
{
inline const QString RESUME = QStringLiteral( "RESUME" );
inline const QString MODEL = QStringLiteral( "MODEL" );
inline const QString CHECKPOINT = QStringLiteral( "CHECKPOINT" );
inline const QString REPORT = QStringLiteral( "REPORT" );
inline const QString LOG = QStringLiteral( "LOG" );
inline const QString PACKED = QStringLiteral( "PACKED" );
inline const QString EPOCHS_DONE = QStringLiteral( "EPOCHS_DONE" );
} // namespace trainingkey

//! MODEL, CHECKPOINT, REPORT and LOG, with help texts.
DocumentedParameters trainingOutputParameters( const QString &modelHelp );
//! RESUME and PACKED, with help texts: the advanced ones.
DocumentedParameters advancedTrainingFileParameters();

/**
 * The files that the parameters name, by key; temporary ones get a name here, once and for all.
 *
 * Without MODEL nothing is trained: PACKED alone, then. Throws Error where there is neither.
 */
QMap<QString, QString> trainingFiles( const QVariantMap &parameters, QgsProcessingContext &context,
                                      const QgsProcessingAlgorithm &algorithm );

//! \a files as the core wants them.
TrainOutputs trainOutputs( const QMap<QString, QString> &files, const QVariantMap &parameters,
                           QgsProcessingContext &context, const QgsProcessingAlgorithm &algorithm );

/**
 * Runs \a train, where \a files name MODEL, and, in rank 0 and where they name PACKED, \a pack.
 *
 * One process packs first, so that bad scenes show at once. Of several, the others would not wait so long for
 * rank 0: it packs after a training that was not cancelled, and what then goes wrong is only warned of.
 */
TrainResult trainAndPack( const Ranks &ranks, const QMap<QString, QString> &files, const Feedback &feedback,
                          const std::function<TrainResult()> &train,
                          const std::function<void( const std::string &path, const Feedback & )> &pack );

//! Writes to the log how the training ended; returns EPOCHS_DONE and the files, as outputs of the algorithm.
QVariantMap trainingResults( const TrainResult &result, const QMap<QString, QString> &files,
                             const Feedback &feedback );

//! \a value for an output of type number: nothing where it is undefined.
QVariant numberOrNothing( double value );

//! The words of a list separated by commas.
std::vector<std::string> namesIn( const QString &list );

} // namespace calving
