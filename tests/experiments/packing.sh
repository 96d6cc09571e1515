# Sourced, with $source set. Packs folders of scenes into the one file that calvingtrain reads.
qgis_process=${QGIS_PROCESS:-$source/plugin/qgis_process}

# pack_scenes FOLDER FILE: labelled scenes.
pack_scenes() { "$qgis_process" run calvingfront:finetune -- SCENES="$1" PACKED="$2"; }
# pack_pairs FOLDER FILE: unlabelled scenes, with or without optical images.
pack_pairs() { "$qgis_process" run calvingfront:pretrain -- DATASET="$1" PACKED="$2"; }
