#!/usr/bin/env bash
# What processes that share a long series lose by it, what its evidence takes of the disk, and what the last step takes
# of memory and time.
#
# benchmarkseries.sh sharing|planning|smoothing RESULTS
#   sharing     each process reads SCENES scenes of SIDE x SIDE pixels of 40 m with one thread: one alone, two that share
#               a folder of evidence, two with a folder each. Their differences are what the machine's memory and clock
#               take, and what the folder does. Start and reading are told apart by a run with nothing left to read.
#   planning    a process that has one scene to read of as many as MANY says: what looking at all of them takes.
#   smoothing   the evidence of one scene, copied to as many dates as MANY says, estimated together without labels.
# SCENES: default 4; SIDE: 512; REPEATS: 3, of which medians count; MANY: "100 200 400"; PRODUCT: a Sentinel-1 product that
# the scenes of “sharing” are replaced by, read in the rectangle AREA (a layer of polygons) with DEM.
#
# Prints the load of the machine beside each run: above the number of its processors times are those of a busy one.
# Needs python3-gdal.
set -eu
source=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
results=$(realpath -m "$2")
mkdir -p "$results"
exec /usr/bin/python3 -W ignore - "$1" "$results" "$source/plugin/qgis_process" << 'END'
import datetime, glob, os, resource, shutil, statistics, subprocess, sys, threading, time
from osgeo import gdal
gdal.UseExceptions()
what, results, qgis_process = sys.argv[1:]
number = lambda name, standard: int(os.environ.get(name, standard))
scenes, side, repeats = number('SCENES', 4), number('SIDE', 512), number('REPEATS', 3)
environment = {**os.environ, 'OMP_NUM_THREADS': '1', 'OMP_WAIT_POLICY': 'PASSIVE'}

def command(algorithm, **parameters):
    return [qgis_process, 'run', f'calvingfront:{algorithm}', '--', *[f'{key}={value}' for key, value in parameters.items()]]

def run(*commands):
    """Runs commands at once; returns seconds (of the clock, of processors in the mean), and of the first its output and
    its most memory (own, all) in MB."""
    start = time.monotonic()
    processes = [subprocess.Popen(each, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                 for each in commands]
    most = {'RssAnon': 0, 'VmRSS': 0}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    def watch():
        while processes[0].poll() is None:
            try:
                for line in open(f'/proc/{processes[0].pid}/status'):
                    key, value = line.split(':')
                    if key in most:
                        most[key] = max(most[key], int(value.split()[0]) / 1024)
            except OSError:
                pass
            time.sleep(0.05)
    watcher = threading.Thread(target=watch)
    watcher.start()
    texts = [process.communicate()[0] for process in processes]
    watcher.join()
    for process, text in zip(processes, texts):
        if process.returncode:
            sys.exit(text)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / len(commands)
    return (time.monotonic() - start, used), texts[0], (most['RssAnon'], most['VmRSS'])

def day(i):
    return (datetime.date(2018, 1, 1) + datetime.timedelta(days=6 * i)).isoformat()

def simulate(count, folder):
    os.makedirs(folder, exist_ok=True)
    for i in range(count):
        path = f'{folder}/Fjord_{day(i)}_S1.tif'
        if not os.path.exists(path):
            run(command('simulatescene', WIDTH=side, HEIGHT=side, PIXEL_SIZE=40, DATE=day(i), SEED=5, SCENE=path))
    return folder

def extract(folder, evidence, **more):
    return command('extractseries', INPUTS=folder, FRONTS=f'{results}/fronts.gpkg', EVIDENCE=evidence, THREADS=1, **more)

def fresh(name):
    shutil.rmtree(f'{results}/{name}', ignore_errors=True)
    return f'{results}/{name}'

def load():
    return f'load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors'

def sharing():
    folder = simulate(2 * scenes, f'{results}/scenes{side}x{2 * scenes}')
    more = {}
    if 'PRODUCT' in os.environ:
        # Products are told apart by their names.
        folder = fresh('products')
        os.makedirs(folder)
        for i in range(2 * scenes):
            shutil.copytree(os.environ['PRODUCT'], f'{folder}/P{i}_{os.path.basename(os.environ["PRODUCT"])}', copy_function=os.link)
        more = {key: os.environ[key] for key in ('AREA', 'DEM') if key in os.environ}
    part = lambda i, evidence: extract(folder, evidence, PART=i, PARTS=2, **more)
    times = {'start alone': [], 'alone': [], 'two, one folder': [], 'two, a folder each': []}
    for repeat in range(repeats):
        one = fresh('one')
        times['alone'].append(run(part(1, one))[0])
        times['start alone'].append(run(part(1, one))[0])
        both = fresh('both')
        times['two, one folder'].append(run(part(1, both), part(2, both))[0])
        times['two, a folder each'].append(run(part(1, fresh('left')), part(2, fresh('right')))[0])
        print(load(), {name: tuple(round(value, 1) for value in values[-1]) for name, values in times.items()}, flush=True)
    for clock, which in enumerate(('the clock', 'processors')):
        median = {name: statistics.median(value[clock] for value in values) for name, values in times.items()}
        reading = {name: seconds - median['start alone'] for name, seconds in median.items()}
        print(f'By the time of {which}:')
        for name in ('alone', 'two, one folder', 'two, a folder each'):
            print(f'  {name}: {median[name]:.1f} s for {scenes} scenes a process, of which {median["start alone"]:.1f} s are the '
                  f'start; {60 * scenes / median[name]:.2f} scenes a minute and process with it, '
                  f'{60 * scenes / reading[name]:.2f} without; {reading[name] / scenes:.1f} s a scene')
        for name, seconds in (('with the start', median), ('without the start', reading)):
            print(f'  {name}, lost by a second process: {1 - seconds["alone"] / seconds["two, one folder"]:.3f}; '
                  f'by the folder that both share alone: {1 - seconds["two, a folder each"] / seconds["two, one folder"]:.3f}')
    files = glob.glob(f'{results}/both/*_evidence.tif')
    raster = gdal.Open(files[0])
    bytes_ = statistics.mean(os.path.getsize(file) for file in files)
    pixels = raster.RasterXSize * raster.RasterYSize
    print(f'evidence: {len(files)} files, {bytes_ / 1e6:.2f} MB a scene of {raster.RasterXSize} x {raster.RasterYSize} pixels, '
          f'{bytes_ / pixels:.2f} bytes a pixel (of 5)')

def planning():
    first, = glob.glob(f'{simulate(1, f"{results}/scene{side}")}/*.tif')
    for count in (1, *map(int, os.environ.get('MANY', '1000').split())):
        folder = fresh('links')
        os.makedirs(folder)
        for i in range(count):
            os.link(first, f'{folder}/Fjord{i}_{day(i)}_S1.tif')
        seconds = [run(extract(folder, fresh('planned'), PART=1, PARTS=count))[0] for repeat in range(repeats)]
        clock, processors = map(statistics.median, zip(*seconds))
        print(f'{load()}: one of {count} scenes: {clock:.1f} s, of processors {processors:.1f} s', flush=True)

def smoothing():
    folder = simulate(1, f'{results}/scene{side}')
    source = fresh('source')
    run(extract(folder, source, PART=1, PARTS=1))
    first, = glob.glob(f'{source}/*_evidence.tif')
    for count in map(int, os.environ.get('MANY', '100 200 400').split()):
        many = fresh('many')
        shutil.copytree(source, many)
        for i in range(1, count):
            path = f'{many}/Fjord_{day(i)}_S1_{i:08x}_evidence.tif'
            shutil.copy(first, path)
            raster = gdal.Open(path, gdal.GA_Update)
            raster.SetMetadataItem('CALVINGFRONT_EVIDENCE_SCENE', f'Fjord_{day(i)}_S1_{i:08x}')
            for key, value in raster.GetMetadata().items():
                if key in ('CALVINGFRONT_DATETIME', 'CALVINGFRONT_IMAGE_ID'):
                    raster.SetMetadataItem(key, value.replace(day(0), day(i)))
            pixels = raster.RasterXSize * raster.RasterYSize
            del raster
        seconds, text, (own, all_) = run(extract(folder, many))
        said = next(line for line in text.splitlines() if line.strip().startswith('Scenes:'))
        print(f'{load()}: {count} scenes of {pixels / 1e6:.2f} million pixels: {seconds[0]:.1f} s (of processors '
              f'{seconds[1]:.1f} s), memory {own:.0f} MB of its own, '
              f'{all_:.0f} MB with pages of files; temporary file {9 * pixels * count / 1e6:.0f} MB. {said.strip()}', flush=True)
        shutil.rmtree(many)

{'sharing': sharing, 'planning': planning, 'smoothing': smoothing}[what]()
END
